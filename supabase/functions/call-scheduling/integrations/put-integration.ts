import { DatabaseError } from "../../_shared/platform/database.ts";
import { ApiError, invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { getIntegration } from "./get-integration.ts";
import type { ConnectionChanges, Integration } from "./schema.ts";
import { forbidden } from "../organizations/check-right.ts";

/** Connects the organisation to HubSpot, or changes how. The token goes into Vault and nowhere else. */
export async function putIntegration(
  { ctx, input: { token, ...settings } }: { ctx: ServiceContext; input: ConnectionChanges },
): Promise<Integration> {
  const change = {
    orgId: ctx.orgId,
    actorId: ctx.userId,
    token: token ?? null,
    settings,
    hasDefaultToken: ctx.settings.hubspotApiKey !== undefined,
  };
  const outcome = await ctx.connections.putConnection(change).catch((error) => {
    throw explainPutError(error);
  });
  if (outcome === "forbidden") throw forbidden("This needs an admin.");
  if (outcome === "token_needed") {
    throw invalid(
      [{
        field: "token",
        code: "required",
        message: "A token is needed: the organisation has none so far.",
      }],
      "token_needed",
    );
  }
  return await getIntegration({ ctx });
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
    return invalid([{
      field: "portal_time_zone",
      code: "not_a_zone",
      message: "The database knows no such time zone.",
    }]);
  }
  return error;
}
