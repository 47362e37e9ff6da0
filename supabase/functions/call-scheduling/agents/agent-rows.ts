import { columnsOf } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import * as z from "zod";
import { agent } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

/** As the database gives it. */
export const agentRow = z.object({ ...agent.shape, created_at: time, updated_at: time });
export const agentColumns = columnsOf("agents", agentRow);
