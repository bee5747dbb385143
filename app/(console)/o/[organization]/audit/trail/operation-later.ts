"use client";
import { loadLater } from "#components/load-later.ts";

/** The sheet of an operation: fetched when a row is pointed at. */
export const operationSheet = loadLater(() => import("./operation-sheet.tsx"));
