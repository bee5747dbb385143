import type { NextRequest } from "next/server";
import { findActiveProjects } from "#lib/projects/find-active.ts";
import { nameOfProject } from "#lib/projects/get.ts";
import { answer } from "../../answer.ts";

export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ organization: string }> },
): Promise<Response> {
  const search = (request.nextUrl.searchParams.get("search") ?? "").slice(0, 200);
  return answer((await params).organization, async (actor) => {
    const found = await findActiveProjects(actor, search);
    const options = found.map((project) => ({
      value: project.id,
      label: nameOfProject(project),
      hint: project.id,
    }));
    return Response.json(options, { headers: { "cache-control": "private, no-store" } });
  });
}
