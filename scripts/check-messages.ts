/** Every message exists in every language, and every message is asked for somewhere. */
import { checkMessages } from "./check/messages/check.ts";
import { root } from "./system/root.ts";

const problems = checkMessages(root);
if (problems.length > 0) console.error(problems.join("\n"));
process.exitCode = problems.length > 0 ? 1 : 0;
