import { z } from "zod";
import { lineOfText } from "#lib/line-of-text.ts";

/**
 * An id as upstream gives it: any text but an empty one or one with control characters. What it names is
 * looked up in the actor's organization before anything is asked upstream, slashes and all.
 */
export const UpstreamId = z.string().min(1, "required").max(256, "tooLong").regex(lineOfText, "invalid");
