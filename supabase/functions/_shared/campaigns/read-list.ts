import { type ConnectDeps, connectHubspot } from "../contacts/connect-hubspot.ts";
import type { HubspotAccess } from "../contacts/connection-schemas.ts";
import type { ConnectionStore } from "../contacts/connection-store.ts";
import { examineConnection } from "../contacts/examine-connection.ts";
import { tokenMissing } from "../contacts/judge-properties.ts";
import type { HubspotClient, HubspotFailure, HubspotResult } from "../hubspot/client.ts";
import type { PhoneCipher } from "../phone/phone-cipher.ts";
import { DatabaseError } from "../platform/database.ts";
import type { Logger } from "../platform/log.ts";
import { closeContacts } from "./close-contact.ts";
import { fetchMembers } from "./fetch-members.ts";
import { judgeListFailure } from "./judge-list-failure.ts";
import type { ListLoading, ListReading, ListStore, ListTrouble } from "./list-store.ts";

export interface ListDeps extends ConnectDeps {
  connections: Pick<ConnectionStore, "takeTurn" | "holdAccount" | "noteState">;
  lists: ListStore;
  cipher: PhoneCipher;
  log: Logger;
  now: () => Date;
}

/**
 * How a list stands when this worker leaves it: `over` (its audience is loaded, or it has failed), `unfinished` (the next worker's at
 * once), `suspended` (something stands in the way; it is tried again later), `lost` (another worker has it, or another audience
 * its place).
 */
export type ListEnd =
  | { end: "over" | "unfinished" | "suspended"; loading: ListLoading }
  | { end: "lost" };

interface Terms {
  worker: string;
  /** True: one more page may be read. */
  takePage: () => boolean;
}

const leaseLost = "55006";

/**
 * Reads a list from where its reading stands, page by page: members that are not known yet are fetched and become contacts, all are
 * closed for the campaign. Each page is kept and the reading moved on in one transaction, so that a worker may die at any
 * moment. Throws a `DatabaseError` when the database fails.
 */
export async function readList(deps: ListDeps, reading: ListReading, terms: Terms): Promise<ListEnd> {
  try {
    return await readOn(deps, reading, terms);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === leaseLost) return { end: "lost" };
    throw error;
  }
}

async function readOn(deps: ListDeps, reading: ListReading, { worker, takePage }: Terms): Promise<ListEnd> {
  const { lists } = deps;
  const { upload_id: uploadId, org_id: orgId, list_id: listId } = reading;
  const leave = async (trouble: ListTrouble | null): Promise<ListEnd> => {
    const loading = await lists.suspend(uploadId, worker, trouble);
    if (trouble !== null) {
      deps.log.warn("list_suspended", { org_id: orgId, upload_id: uploadId, reason_code: trouble.code });
    }
    const end = trouble === null ? "unfinished" : loading.state === "running" ? "suspended" : "over";
    return { end, loading };
  };
  let { after, members_read: membersRead, is_read: isRead } = reading;
  if (!isRead) {
    const { access } = reading;
    if (access === null) return await leave(notConnected);
    const fail = (failure: HubspotFailure) =>
      leave(judgeListFailure(failure, { timeZone: access.portal_time_zone, now: deps.now() }));
    const client = await connectHubspot(deps, access);
    if (client === null) {
      return await leave({ code: "token_rejected", reason: tokenMissing.detail, retrySeconds: null });
    }
    const known = await findTerms(deps, client, access);
    if (!known.ok) return await fail(known.failure);
    while (!isRead) {
      if (!takePage()) return await leave(null);
      const page = await client.readListMembers(listId, after);
      if (!page.ok) return await fail(page.failure);
      const { ids } = page.value;
      const found = await fetchMembers(deps, { reading, worker, client, terms: known.value, ids });
      if (!found.ok) return await fail(found.failure);
      const closed = await closeContacts({ ...deps, orgId, unknown }, membersRead + 1, found.value);
      const kept = await lists.keepPage(uploadId, worker, {
        rowsRead: ids.length,
        ...closed,
        after: page.value.after,
      });
      if (kept === "lost") return { end: "lost" };
      if (kept === "forbidden") return await leave(notAdmin);
      membersRead += ids.length;
      isRead = page.value.after === null;
      // What the last step makes of it is the same.
      if (membersRead > mostMembers) break;
      after = page.value.after;
    }
  }
  const loading = await lists.finish(uploadId, worker);
  deps.log.info("list_loaded", { org_id: orgId, upload_id: uploadId, state: loading.state });
  return { end: "over", loading };
}

/** Contract 8. */
const mostMembers = 50_000;

const unknown = {
  field: "contact_id",
  code: "unknown",
  reason: "HubSpot has no contact with this id any more.",
} as const;

const notConnected: ListTrouble = {
  code: "not_connected",
  reason: "The organisation is not connected to HubSpot any more.",
  retrySeconds: null,
};

const notAdmin: ListTrouble = {
  code: "forbidden",
  reason: "Whoever asked for the list is no admin of the organisation any more.",
  retrySeconds: null,
};

/** What the account's properties are, by which contacts are read: as known, or looked up where the connection was never found sound. */
async function findTerms(
  { connections }: ListDeps,
  client: HubspotClient,
  access: HubspotAccess,
): Promise<HubspotResult<HubspotAccess>> {
  if (access.state === "ok" || access.state.startsWith("property_")) return { ok: true, value: access };
  const found = await examineConnection(client, access);
  if (!found.ok) return found;
  const { state, propertyTypes, portalId } = found.value;
  const portal = portalId === undefined ? {} : { portalId };
  await connections.noteState(access, { ...state, propertyTypes, ...portal });
  return { ok: true, value: { ...access, property_types: propertyTypes } };
}
