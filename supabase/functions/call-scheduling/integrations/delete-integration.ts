import type { ServiceContext } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { notConnected } from "./not-connected.ts";

/** Disconnects the organisation: the token is erased, and calls that rules planned are withdrawn. */
export async function deleteIntegration(
  { ctx: { connections, orgId, userId } }: { ctx: ServiceContext },
): Promise<void> {
  const outcome = await connections.removeConnection(orgId, userId);
  if (outcome === "forbidden") throw forbidden("This needs an admin.");
  if (outcome === "not_connected") throw notConnected();
}
