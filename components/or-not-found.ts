import { forbidden, notFound } from "next/navigation";
import { DomainError } from "#lib/errors.ts";

/**
 * What was asked for, or the 404 page where it does not exist or belongs to another organization, or the 403
 * page where the role does not allow it. To be awaited before the page begins to stream.
 */
export async function orNotFound<Found>(asked: Promise<Found>): Promise<Found> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    if (error instanceof DomainError && error.code === "forbidden") forbidden();
    throw error;
  }
}
