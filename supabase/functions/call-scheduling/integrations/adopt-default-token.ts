import type { ServiceContext } from "../context.ts";

/** Where the deployment has a token and a single organisation, they belong together. False: the deployment has none. */
export async function adoptDefaultToken(
  { settings, connections }: Pick<ServiceContext, "settings" | "connections">,
): Promise<boolean> {
  if (settings.hubspotApiKey === undefined) return false;
  await connections.adoptDefaultToken();
  return true;
}
