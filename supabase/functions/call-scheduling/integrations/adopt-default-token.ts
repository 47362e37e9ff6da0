import type { ServiceContext } from "../context.ts";

/** Where the deployment has a token and a single organisation, they belong together. False: the deployment has none. */
export async function adoptDefaultToken(
  { settings, crm }: Pick<ServiceContext, "settings" | "crm">,
): Promise<boolean> {
  if (settings.hubspotApiKey === undefined) return false;
  await crm.adoptDefaultToken();
  return true;
}
