import { switches } from "#lib/testing/switches/switches.ts";
import { tryEach } from "#lib/testing/switches/try-each.ts";

tryEach(switches.damaging);
