import { createLoader, parseAsString } from "nuqs/server";

/** What the address of the page of people and roles holds. */
export const loadPeopleLink = createLoader({ q: parseAsString.withDefault("") });
