import type { Context } from "hono";
import { describeError } from "../../_shared/platform/log.ts";
import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { findEntry, type OutboxRow } from "./outbox-rows.ts";

/** Has an entry that HubSpot refused sent again; what HubSpot has of it already is not written twice. 409 unless it is dead. */
export async function resendEntry(
  c: Context<AppEnv>,
  { connections, crm }: Pick<AppDeps, "connections" | "crm">,
  id: string,
): Promise<OutboxRow> {
  const [db, orgId] = [c.get("db"), c.get("orgId")];
  // The SQL function knows the caller but not the organisation in the address.
  await findEntry(db, orgId, id);
  const answer = await connections.resendEntry(id, c.get("userId"));
  switch (answer.outcome) {
    case "not_found":
      throw notFound();
    case "forbidden":
      throw forbidden("This needs an admin.");
    case "not_dead":
      throw new ApiError({
        status: 409,
        code: "not_dead",
        error: `Only an entry that HubSpot refused is sent again by hand; this one is ${answer.state}.`,
      });
  }
  // Where it cannot be rung the next tick finds it.
  await crm.ringSyncAgain().catch((error) => c.get("log").warn("sync_not_rung", describeError(error)));
  return await findEntry(db, orgId, id);
}
