"use server";
import { revalidatePath } from "next/cache";
import { personAction } from "#lib/action.ts";
import { ConnectOrganization, connectOrganization } from "#lib/organizations/connect.ts";

export const connectOrganizationAction = personAction(ConnectOrganization, async (person, input) => {
  const { slug, name, probe } = await connectOrganization(person, input);
  revalidatePath("/", "layout");
  return { messageKey: "connected", values: { name }, result: { slug, name, areas: probe.areas } };
});
