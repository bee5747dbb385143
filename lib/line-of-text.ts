/** One line as a person types it: nothing that Postgres cannot hold, or that would break or hide what stands beside it. */
export const lineOfText = /^[^\p{Cc}\p{Surrogate}]*$/u;
