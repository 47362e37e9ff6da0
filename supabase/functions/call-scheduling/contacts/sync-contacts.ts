import type { SyncProgress } from "../../_shared/contacts/contact-schemas.ts";
import { parseTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { adoptDefaultToken } from "../integrations/adopt-default-token.ts";
import { notConnected } from "../integrations/not-connected.ts";
import { forbidden } from "../organizations/check-right.ts";
import { awaitSync } from "./await-sync.ts";

interface RequestedSync {
  /** RFC 3339 in UTC. */
  requestedAt: string;
  /** True: the contacts are read and the rules evaluated. */
  finished: boolean;
  /** How far it is; null where nobody waited. */
  progress: SyncProgress | null;
}

/**
 * Asks for a reading of the contacts, and with `wait` stays until it is done, as long as `awaitSync` does. Throws 409
 * unless connected, and what `awaitSync` throws.
 */
export async function syncContacts(
  { ctx, input: { wait } }: { ctx: ServiceContext; input: { wait: boolean } },
): Promise<RequestedSync> {
  const requestedAt = await requestSync(ctx);
  if (!wait) return { requestedAt, finished: false, progress: null };
  return { requestedAt, ...await awaitSync(ctx, ctx.orgId, requestedAt) };
}

async function requestSync(ctx: ServiceContext): Promise<string> {
  const ask = () => ctx.contacts.requestSync(ctx.orgId, ctx.userId);
  let answer = await ask();
  if (answer.outcome === "not_connected" && await adoptDefaultToken(ctx)) answer = await ask();
  if (answer.outcome !== "requested") {
    throw answer.outcome === "forbidden" ? forbidden("This needs an admin.") : notConnected();
  }
  const requestedAt = parseTimestamp(answer.requested_at);
  if (!requestedAt) throw new Error("The database gave no time for the request.");
  return requestedAt.text;
}
