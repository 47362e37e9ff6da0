import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });

export const consent = z.object({
  id: uuid,
  org_id: uuid,
  contact_phone: z.string().openapi({ description: "Its last four digits alone.", example: "••••3210" }),
  contact_id: z.string(),
  contact_name: z.string().nullable(),
  relation: z.string().nullable(),
  kind: z.enum(codes.consent_kind),
  purposes: z.array(z.enum(codes.call_purpose)),
  artificial_voice: z.boolean(),
  obtained_at: time,
  source: z.string(),
  wording: z.string().nullable(),
  wording_version: z.string().nullable(),
  language: z.string().nullable(),
  valid_until: time,
  evidence: z.string().nullable(),
  added_by: uuid.nullable(),
  added_at: time,
  revoked_at: time.nullable(),
  revoked_via: z.string().nullable(),
  revoked_reason: z.string().nullable(),
  revoked_by: uuid.nullable(),
}).openapi("Consent");

export type Consent = z.output<typeof consent>;
