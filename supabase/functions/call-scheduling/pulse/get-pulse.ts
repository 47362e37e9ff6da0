import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { type Pulse, pulse } from "./schema.ts";

const time = z.string().transform(formatTimestamp).nullable();

const row = z.object({ ...pulse.shape, next_due_at: time, swept_at: time, paused_at: time });

/** What goes on in the organisation at this moment. */
export async function getPulse({ ctx }: { ctx: ServiceContext }): Promise<Pulse> {
  return await createFunctionCaller(ctx.db)(row, "organization_pulse", { p_slug: ctx.organization.slug });
}
