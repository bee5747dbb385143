/** `npm run build`: the database client and the console, built for production. */
import { buildConsole } from "./build/build.ts";
import { generateClient } from "./build/generate.ts";
import { exitWith } from "./system/failure.ts";
import { step } from "./system/step.ts";

try {
  await step("Database client", generateClient);
  await step("Console, built for production", () => buildConsole());
} catch (error) {
  exitWith(error);
}
