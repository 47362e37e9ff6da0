import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const threshold = z.number().min(0).nullable();
/** For programs, like every code; the sentence beside it is for people. */
export const alertCode = z.enum(codes.alert_code);
const severity = z.enum(codes.alert_severity).openapi({
  description: "critical: calls are not made. warning: something wants a person, and calls go on.",
});

export const alert = z.object({
  id: z.string().openapi({ format: "uuid" }),
  code: alertCode,
  subject: z.string().openapi({
    description: "Which of several such things, as an endpoint's id; else empty.",
  }),
  severity,
  state: z.enum(["open", "resolved"]),
  sentence: z.string().openapi({ example: "A call that is due has waited for 900 seconds." }),
  value: z.number().nullable().openapi({
    description: "What was held against the threshold, when it was raised.",
  }),
  threshold: z.number().nullable(),
  data: z.record(z.string(), z.unknown()).openapi({ description: "What belongs to the code." }),
  raised_at: time,
  resolved_at: time.nullable(),
}).openapi("Alert");
export type Alert = z.output<typeof alert>;

export const alertSetting = z.object({
  code: alertCode,
  severity,
  unit: z.enum(codes.alert_unit).openapi({
    description:
      "Of the thresholds. seconds: from 1. calls, events: whole ones, from 1. share: of the last hour's calls, above 0 and at " +
      "most 1. at_once: 1, there is nothing to count.",
  }),
  threshold: threshold.openapi({ description: "From when on it is told, in the code's unit; null: never." }),
  default_threshold: threshold.openapi({ description: "The operator's." }),
  is_default: z.boolean().openapi({ description: "The operator's holds." }),
  updated_at: time.nullable().openapi({
    description: "When the organisation set its own; null while the operator's holds.",
  }),
}).openapi("AlertSetting");
export type AlertSetting = z.output<typeof alertSetting>;
