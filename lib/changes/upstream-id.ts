import { z } from "zod";
import { lineOfText } from "#lib/line-of-text.ts";

/** An id as upstream gives it, slashes and all; it is looked up in the actor's organization before upstream. */
export const UpstreamId = z.string().min(1, "required").max(256, "tooLong").regex(lineOfText, "invalid");
