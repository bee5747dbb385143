import { z } from "zod";

/** The IANA names of time zones, UTC first. Offsets such as "+09:00" are none: Postgres reads their sign the other way. */
export const timeZones: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

export const TimeZone = z.string().refine((zone) => timeZones.includes(zone), "timeZone");
