import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time", example: "2026-12-01T04:30:00Z" });
const uuid = z.string().openapi({ format: "uuid" });

export const suppression = z.object({
  id: uuid,
  org_id: uuid,
  contact_phone: z.string().openapi({
    description: "Its last four digits alone; of what was heard in a call, none.",
    example: "••••3210",
  }),
  scope: z.enum(codes.suppression_scope).openapi({
    description:
      "What the number is not called for. all: nothing; marketing: marketing and surveys; topic: that topic.",
  }),
  topic: z.string().nullable(),
  contact_id: z.string().nullable().openapi({
    description: "Of a wrong number: it is not called for this contact. Null: for nobody.",
  }),
  reason: z.string(),
  source: z.enum(codes.suppression_source).openapi({
    description:
      "user and import: the organisation's own list. The others are the person's own word, in or after a call.",
  }),
  schedule_id: uuid.nullable().openapi({ description: "The call in which the person asked." }),
  evidence: z.string().nullable().openapi({
    description: "What was found in the call; never what was said.",
  }),
  needs_review: z.boolean().openapi({
    description: "A person should look whether this was meant. It holds until then.",
  }),
  added_by: uuid.nullable(),
  added_at: time,
  expires_at: time.nullable(),
  removed_at: time.nullable(),
  removed_by: uuid.nullable(),
  removed_reason: z.string().nullable(),
}).openapi("Suppression");

export type Suppression = z.output<typeof suppression>;
