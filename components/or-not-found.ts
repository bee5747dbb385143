import { notFound } from "next/navigation";
import { DomainError } from "#lib/errors.ts";

/** What was asked for, or the 404 page where it does not exist or belongs to another organization. */
export async function orNotFound<Found>(asked: Promise<Found>): Promise<Found> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
}
