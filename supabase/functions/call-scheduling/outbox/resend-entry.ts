import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { type EntryRow, findEntry } from "./entry-rows.ts";

/** Has an entry that HubSpot refused sent again; what HubSpot has of it already is not written twice. 409 unless it is dead. */
export async function resendEntry(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<EntryRow> {
  const { outbox, workers, userId } = ctx;
  // The SQL function knows the caller but not the organisation in the address.
  await findEntry(ctx, id);
  const answer = await outbox.resendEntry(id, userId);
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
  await workers.ring("sync");
  return await findEntry(ctx, id);
}
