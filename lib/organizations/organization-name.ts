import { z } from "zod";
import { lineOfText } from "#lib/line-of-text.ts";

export const OrganizationName = z
  .string()
  .trim()
  .min(1, "required")
  .max(100, "tooLong")
  .regex(lineOfText, "invalid");
