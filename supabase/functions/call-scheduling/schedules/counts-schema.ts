import { codes } from "../../_shared/platform/codes.ts";
import * as z from "../shared/zod.ts";
import { callStatus } from "./schema.ts";

const count = z.int().min(0);

export const callCounts = z.object({
  counts: z.record(callStatus, count).openapi({
    type: "object",
    properties: Object.fromEntries(codes.call_status.map((status) => [status, { type: "integer" }])),
    required: [...codes.call_status],
    additionalProperties: false,
    description: "Calls by status. With a filter other than from and to each is counted up to 10 000.",
  }),
  more: z.array(callStatus).openapi({ description: "Of which there are more than were counted." }),
  attention: count.openapi({ description: "Calls of any status that a person must look at." }),
}).openapi("CallCounts");

export type CallCounts = z.output<typeof callCounts>;
