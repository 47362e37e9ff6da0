import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type Health, health } from "./schema.ts";

const time = z.string().transform(formatTimestamp).nullable();
const row = z.object({
  ...health.shape,
  calling: z.object({ ...health.shape.calling.shape, paused_at: time }),
  hubspot: z.object({ ...health.shape.hubspot.unwrap().shape, read_at: time }).nullable(),
});

/** How the organisation stands at this moment. */
export async function getHealth({ ctx }: { ctx: ServiceContext }): Promise<Health> {
  return await createFunctionCaller(ctx.db)(row, "organization_health", { p_slug: ctx.organization.slug });
}
