import { connectHubspot } from "../../_shared/contacts/connect-hubspot.ts";
import { judgeFailure } from "../../_shared/contacts/judge-properties.ts";
import type { HubspotFailure } from "../../_shared/hubspot/client.ts";
import { ApiError, invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { notConnected } from "../integrations/not-connected.ts";

/** HubSpot's type of contacts. */
const contactType = "0-1";

/** 50 000 members are 200 pages, within the limits of the account; a request of the hosted runtime may take 150 s. */
const mostSeconds = 100;

/**
 * The ids of the contacts that a HubSpot list has now, at most one more than `most`. Throws 422 where there is no such list of
 * contacts, 409 where the organisation is not connected, and 502 or 503 with HubSpot's reason.
 */
export async function readListMembers(ctx: ServiceContext, listId: string, most: number): Promise<string[]> {
  const access = await ctx.connections.readAccess(ctx.orgId);
  const client = access && await connectHubspot(ctx, access);
  if (client === null) throw notConnected();
  const list = await client.readList(listId);
  if (!list.ok) {
    throw list.failure.kind === "not_found"
      ? unknownList("There is no list with this id.")
      : notRead(list.failure);
  }
  if (list.value.objectTypeId !== contactType) throw unknownList("It is no list of contacts.");
  const ids: string[] = [];
  const end = performance.now() + mostSeconds * 1000;
  for (let after: string | null = null;;) {
    const page = await client.readListMembers(listId, after);
    if (!page.ok) throw notRead(page.failure);
    ids.push(...page.value.ids);
    after = page.value.after;
    if (after === null || ids.length > most) return ids;
    if (performance.now() > end) {
      throw new ApiError({
        status: 503,
        code: "hubspot_slow",
        error: "HubSpot takes too long with this list. Try again later.",
      });
    }
  }
}

function unknownList(message: string): ApiError {
  return invalid([{ field: "list_id", message }], "unknown_list");
}

function notRead(failure: HubspotFailure): ApiError {
  return new ApiError({
    status: 502,
    code: judgeFailure(failure)?.state ?? "unreachable",
    error: failure.kind === "scope_missing"
      ? "The key may not read lists: give it the scope crm.lists.read."
      : "HubSpot did not give the list.",
    details: failure.reason,
  });
}
