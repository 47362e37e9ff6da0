import type { Context } from "hono";
import { DatabaseError } from "../../_shared/platform/database.ts";
import { ApiError, invalid } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import type { ConnectionChanges } from "./schema.ts";
import { forbidden } from "../organizations/check-right.ts";
import { notConnected } from "./read-integration.ts";

/** Connects the organisation to HubSpot, or changes how. The token goes into Vault and nowhere else. */
export async function putIntegration(
  c: Context<AppEnv>,
  { connections, settings: { hubspotApiKey } }: AppDeps,
  { token, ...settings }: ConnectionChanges,
): Promise<void> {
  const change = {
    orgId: c.get("orgId"),
    actorId: c.get("userId"),
    token: token ?? null,
    settings,
    hasDefaultToken: hubspotApiKey !== undefined,
  };
  const outcome = await connections.putConnection(change).catch((error) => {
    throw explainPutError(error);
  });
  if (outcome === "forbidden") throw forbidden("This needs an admin.");
  if (outcome === "token_needed") {
    throw invalid(
      [{ field: "token", message: "A token is needed: the organisation has none so far." }],
      "token_needed",
    );
  }
}

function explainPutError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === "55000") {
    return new ApiError({
      status: 503,
      code: "vault_missing",
      error:
        "The database has no Vault, so that a token cannot be kept. Enable the extension supabase_vault.",
    });
  }
  if (error.code === "23514") {
    return invalid([{ field: "portal_time_zone", message: "The database knows no such time zone." }]);
  }
  return error;
}

/** Disconnects the organisation: the token is erased, and calls that rules planned are withdrawn. */
export async function removeIntegration(c: Context<AppEnv>, { connections }: AppDeps): Promise<void> {
  const outcome = await connections.removeConnection(c.get("orgId"), c.get("userId"));
  if (outcome === "forbidden") throw forbidden("This needs an admin.");
  if (outcome === "not_connected") throw notConnected();
}
