import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fault } from "../shared/fault.ts";
import { contactId, language, oneOf, phone, text, timestamp } from "../shared/fields.ts";
import { contactCountry } from "../suppressions/input-schema.ts";

export const newConsent = z.strictObject({
  contact_phone: phone(),
  contact_country: contactCountry,
  contact_id: contactId().openapi({ description: "A consent holds for this contact at this number." }),
  contact_name: text(200).optional().openapi({ description: "The name that was given with it." }),
  relation: text(100).optional().openapi({ description: "Who gave it: self, guardian.", example: "self" }),
  kind: oneOf(codes.consent_kind).openapi({
    description:
      "express_written needs its wording. imported_unproven, which nobody can show, is never enough where a " +
      "consent is needed.",
  }),
  purposes: z.array(oneOf(codes.call_purpose)).min(1, "must name one at least").max(6)
    .transform((purposes) => [...new Set(purposes)])
    .openapi({ type: "array", items: { type: "string", enum: [...codes.call_purpose] }, minItems: 1 }),
  artificial_voice: z.boolean().default(false).openapi({
    description: "Calls by an artificial voice were named. Ours are such.",
  }),
  obtained_at: timestamp(),
  source: text(200).openapi({
    description: "How it was given: web form, paper, spoken, CRM.",
    example: "web form",
  }),
  wording: z.string().min(1, "must not be empty").max(10_000, "must be at most 10000 characters")
    .refine((words) => !/[\0\p{Cs}]/u.test(words), fault("unreadable", "must be text")).optional().openapi({
      description: "What was agreed to, word for word.",
    }),
  wording_version: text(100).optional(),
  language: language().optional(),
  valid_until: timestamp().optional().openapi({ description: "Left out: 24 months from obtained_at." }),
  evidence: text(1000).optional().openapi({
    description: "Where the proof lies: a path, a recording, a checksum.",
  }),
}).refine(({ kind, wording }) => kind !== "express_written" || wording !== undefined, {
  path: ["wording"],
  ...fault("needed_here", "is needed by a written consent"),
}).openapi("NewConsent", {
  example: {
    contact_phone: "+919876543210",
    contact_id: "501",
    contact_name: "Asha Rao",
    kind: "express_written",
    purposes: ["marketing"],
    artificial_voice: true,
    obtained_at: "2026-11-20T10:00:00+05:30",
    source: "web form",
    wording: "I agree to be called by an automated voice about offers of Acme Clinics.",
  },
});

export type NewConsent = z.output<typeof newConsent>;

export const revocation = z.strictObject({
  via: text(200).openapi({ description: "How the person withdrew it.", example: "phone call" }),
  reason: text(500).optional(),
}).openapi("ConsentRevocation");

export type Revocation = z.output<typeof revocation>;

export const consentNumber = z.strictObject({ contact_phone: phone(), contact_country: contactCountry })
  .openapi("ConsentNumber", { example: { contact_phone: "+919876543210" } });
