import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

export const auditEntry = z.object({
  id: z.int().openapi({ description: "Grows; also the row's in an exported trail." }),
  occurred_at: z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" }),
  actor_id: z.string().nullable().openapi({
    format: "uuid",
    description: "The user; null: no user, but the machinery or an operator.",
  }),
  actor_kind: z.enum(codes.actor_kind),
  action: z.enum(codes.audit_action),
  table: z.string().openapi({ example: "call_schedules" }),
  row_id: z.string().openapi({ description: "Of the row in that table." }),
  changes: z.record(z.string(), z.unknown()).openapi({
    description:
      'By column: the value of a row that came or went, [before, after] of one that changed. Of a number or a name it says "private".',
    example: { call_status: ["scheduled", "cancelled"] },
  }),
}).openapi("AuditEntry");
export type AuditEntry = z.output<typeof auditEntry>;
