import { connection } from "next/server";

/** The process runs and answers; nothing behind it is asked. */
export async function GET(): Promise<Response> {
  await connection();
  return Response.json({ status: "live" }, { headers: { "cache-control": "no-store" } });
}
