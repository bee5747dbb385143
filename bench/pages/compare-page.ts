import type pg from "pg";

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

/** What a person reads on a page: no tags, no scripts, no comments of the framework. */
function textOf(html: string): string {
  return html
    .replace(
      /<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<template[\s\S]*?<\/template>/g,
      "",
    )
    .replace(/<[^>]+>/g, "\n")
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name] ?? "");
}

/**
 * What the statements found and the page does not show. Every column of theirs is text as the page writes it, but
 * for those that are named "not …" or "nor …": these are there for the work that they take.
 */
export async function missingOn(
  html: string,
  client: pg.ClientBase,
  statements: string[],
): Promise<string[]> {
  const shown = textOf(html);
  const missing: string[] = [];
  let compared = 0;
  for (const statement of statements) {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    for (const row of rows)
      for (const [column, value] of Object.entries(row)) {
        if (/^no[rt] /.test(column) || typeof value !== "string" || value === "") continue;
        compared += 1;
        // A long list is drawn by the browser from what stands in the page's scripts.
        if (!shown.includes(value) && !html.includes(value)) missing.push(`${column} ${value}`);
      }
  }
  return compared === 0 ? ["nothing to compare"] : missing;
}
