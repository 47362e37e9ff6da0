import { codes } from "../../_shared/platform/codes.ts";
import * as z from "../shared/zod.ts";

/** One entry of a call's history. */
export const historyEntry = z.object({
  at: z.string().openapi({ format: "date-time" }),
  action: z.enum(codes.audit_action),
  subject: z.enum(["call", "attempt"]).openapi({
    description: "The call itself, or one request to Bolna for it.",
  }),
  subject_id: z.string().openapi({ format: "uuid" }),
  actor: z.object({
    kind: z.enum(codes.actor_kind),
    id: z.guid().nullable(),
    name: z.string().nullable().openapi({
      description:
        "What colleagues know somebody by; null for the system, and for who is no colleague any more.",
    }),
  }),
  changes: z.array(z.object({
    field: z.string(),
    from: z.unknown(),
    to: z.unknown(),
  })).openapi({ description: "Of a name or a number only that it was changed: from and to are null." }),
}).openapi("HistoryEntry");

export type HistoryEntry = z.output<typeof historyEntry>;
