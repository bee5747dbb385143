import type { Actor } from "#lib/auth/actor.ts";
import type { Permission } from "#lib/auth/permissions.ts";
import type { World } from "./world.ts";

/** One domain function, as a page, a route or an action calls it. */
export type Case = {
  /** Whoever lacks one of these is refused. */
  needs: readonly Permission[];
  /** Asks for what is the world's own, by its ids. */
  call: (actor: Actor, world: World) => unknown;
  /** What an owner is answered names nothing of the world: a figure, a day, nothing. */
  isUnmarked?: true;
  /** To whom may not know of it, it is not there: not_found in the place of forbidden. */
  isHidden?: true;
  /** It changes something: each try gets a world of its own. */
  isChange?: true;
};

/** By file and name, as it is imported: "lib/members/get.ts getMember". */
export type Cases = Readonly<Record<string, Case>>;
