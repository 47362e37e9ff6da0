import * as z from "zod";
import type { Code } from "../platform/codes.ts";
import { query, type ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import { type HubspotAccess, hubspotAccessSchema, turnSchema } from "./connection-schemas.ts";
import { answerOutcome } from "../platform/answer-outcome.ts";

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

export interface HubspotState {
  state: Code<"hubspot_state">;
  /** A sentence; null where all is well. */
  detail: string | null;
  /** Left out: what is known stays. */
  portalId?: string;
  propertyTypes?: Record<string, string>;
}

/**
 * An organisation's way into HubSpot: the SQL functions, their answers parsed. Those that an admin asks for look at the
 * actor's role themselves. Throws a `DatabaseError`; code 55000: the database has no Vault. `db` has the secret key.
 */
export function createConnectionStore(db: ServiceDatabase) {
  const call = createFunctionCaller(db);

  return {
    /** Null: not connected. */
    readAccess: (orgId: string) =>
      call(hubspotAccessSchema.nullable(), "hubspot_access", { p_org_id: orgId }),
    /** What was found out with `access`; nothing where another token or other settings are set by now. */
    noteState: (
      access: Pick<HubspotAccess, "org_id" | "revision">,
      { state, detail, portalId, propertyTypes }: HubspotState,
    ) =>
      call(z.unknown(), "note_hubspot_state", {
        p_org_id: access.org_id,
        p_revision: access.revision,
        p_state: state,
        p_detail: detail,
        p_portal_id: portalId ?? null,
        p_property_types: propertyTypes ?? null,
      }),
    listConnectedOrganizations: async () => {
      const request = db.from("hubspot_connections").select("org_id").is("removed_at", null).order("org_id");
      const rows = await query("list hubspot_connections", z.array(z.object({ org_id: z.guid() })), request);
      return rows.map(({ org_id }) => org_id);
    },
    /** The environment's token becomes the single organisation's, where there is a single one without a connection. */
    adoptDefaultToken: () => call(z.unknown(), "adopt_default_hubspot_token"),

    /** Seconds until a request may leave; no turn is reserved where that is longer than `maxWaitSeconds`. */
    takeTurn: (account: string, kind: Exclude<Code<"hubspot_limit">, "daily">, maxWaitSeconds: number) =>
      call(turnSchema, "take_hubspot_turn", {
        p_account: account,
        p_kind: kind,
        p_max_wait_seconds: maxWaitSeconds,
      }),
    holdAccount: (account: string, kind: Code<"hubspot_limit">, seconds: number) =>
      call(z.unknown(), "hold_hubspot_account", { p_account: account, p_kind: kind, p_seconds: seconds }),

    putConnection: ({ orgId, actorId, token, settings, hasDefaultToken }: ConnectionChange) =>
      call(answerOutcome("saved", "forbidden", "token_needed"), "put_hubspot_connection", {
        p_org_id: orgId,
        p_actor: actorId,
        p_token: token,
        p_settings: settings,
        p_has_default_token: hasDefaultToken,
      }),
    removeConnection: (orgId: string, actorId: string) =>
      call(answerOutcome("removed", "forbidden", "not_connected"), "remove_hubspot_connection", {
        p_org_id: orgId,
        p_actor: actorId,
      }),
  };
}
