import { z } from "zod";
import { lineOfText } from "#lib/line-of-text.ts";
import { viewPageNames } from "./pages.ts";

export const ViewPage = z.enum(viewPageNames, "invalid");

export const ViewName = z
  .string("required")
  .trim()
  .min(1, "required")
  .max(80, "tooLong")
  .regex(lineOfText, "invalid");

/** Longer than any link that a browser sends; what the page understands of it is what is kept. */
export const ViewQuery = z.string().max(20_000, "tooLong").default("");

/** A box that is ticked sends "on", one that is not sends nothing. */
export const Ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

export const ViewId = z.uuid("invalid");
