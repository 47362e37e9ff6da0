import { z } from "zod";
import { createServiceClient, query } from "../platform/database.ts";
import { codes } from "../platform/codes.ts";

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

export interface ConnectionChange {
  orgId: string;
  actorId: string;
  /** Null keeps the one that is set. */
  token: string | null;
  /** By column; what is left out stays. */
  settings: Record<string, unknown>;
  hasDefaultToken: boolean;
}

const requestAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("requested"), requested_at: z.string() }),
  z.object({ outcome: z.enum(["forbidden", "not_connected"]) }),
]);

const resendAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("not_dead"), state: z.enum(codes.outbox_state) }),
  z.object({ outcome: z.enum(["pending", "not_found", "forbidden"]) }),
]);

/**
 * What an admin does to an organisation's connection to HubSpot: the SQL functions, their answers parsed. Each looks at the
 * actor's role itself. Throws a `DatabaseError`; code 55000: the database has no Vault. `db` has the secret key.
 */
export function createConnectionStore(db: ReturnType<typeof createServiceClient>) {
  return {
    putConnection: ({ orgId, actorId, token, settings, hasDefaultToken }: ConnectionChange) =>
      query(
        "put_hubspot_connection",
        z.enum(["saved", "forbidden", "token_needed"]),
        db.rpc("put_hubspot_connection", {
          p_org_id: orgId,
          p_actor: actorId,
          p_token: token,
          p_settings: settings,
          p_has_default_token: hasDefaultToken,
        }),
      ),
    removeConnection: (orgId: string, actorId: string) =>
      query(
        "remove_hubspot_connection",
        z.enum(["removed", "forbidden", "not_connected"]),
        db.rpc("remove_hubspot_connection", { p_org_id: orgId, p_actor: actorId }),
      ),
    /** Asks for a reading of the contacts and rings for it. */
    requestSync: (orgId: string, actorId: string) =>
      query(
        "request_contact_sync",
        requestAnswer,
        db.rpc("request_contact_sync", { p_org_id: orgId, p_actor: actorId }),
      ),
    /** Has a dead entry of the outbox sent again. */
    resendEntry: (entryId: string, actorId: string) =>
      query(
        "resend_crm_entry",
        resendAnswer,
        db.rpc("resend_crm_entry", { p_id: entryId, p_actor: actorId }),
      ),
  };
}
