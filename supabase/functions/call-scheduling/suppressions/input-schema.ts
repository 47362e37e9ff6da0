import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fault } from "../shared/fault.ts";
import { contactId, oneOf, phone, shaped, text, timestamp } from "../shared/fields.ts";

const country = shaped(/^[A-Za-z]{2}$/, "not_a_country", "must be two letters of ISO 3166, such as IN");

/** The country whose national formats are read, where a number is not in international format. */
export const contactCountry = country.optional().openapi({
  description: "ISO 3166; needed unless the number is in international format.",
  example: "IN",
});

export const newSuppression = z.strictObject({
  contact_phone: phone().openapi({ example: "+919876543210" }),
  contact_country: contactCountry,
  scope: oneOf(codes.suppression_scope).default("all"),
  topic: text(200).optional().openapi({
    description: "With scope topic: the call_topic that is not called about.",
  }),
  contact_id: contactId().optional().openapi({
    description: "Only calls for this contact are held: the number is not theirs.",
  }),
  reason: text(500).default("No reason was given.").openapi({ example: "Asked by letter" }),
  expires_at: timestamp().optional().openapi({ description: "Left out: for ever." }),
}).refine(({ scope, topic }) => (scope === "topic") === (topic !== undefined), {
  path: ["topic"],
  ...fault("needed_here", "is needed by scope topic, and taken by no other"),
}).openapi("NewSuppression", {
  example: { contact_phone: "+919876543210", scope: "marketing", reason: "Asked by letter" },
});

export type NewSuppression = z.output<typeof newSuppression>;

export const removal = z.strictObject({
  reason: text(500).openapi({ example: "Entered for the wrong number" }),
}).openapi("SuppressionRemoval");

export const numberToFind = z.strictObject({
  contact_phone: phone(),
  contact_country: contactCountry,
  removed: z.boolean().default(false).openapi({
    description: "true: those that were lifted, not those that hold.",
  }),
}).openapi("NumberToFind", { example: { contact_phone: "+919876543210" } });
