import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { decision } from "../policy/decision-schema.ts";

export const campaignContactState = z.enum(codes.campaign_contact_state);

export const campaignContact = z.object({
  id: z.string().openapi({ format: "uuid" }),
  position: z.int().openapi({ description: "In which order they are called, and the row of the file." }),
  contact_id: z.string().nullable(),
  contact_name: z.string(),
  contact_phone: z.string().nullable().openapi({
    description: "The last four digits.",
    example: "••••3210",
  }),
  state: campaignContactState,
  code: z.enum(codes.reason_code).nullable().openapi({
    description: "Why it is not called, or what its last call came to.",
  }),
  schedule_id: z.string().nullable().openapi({
    format: "uuid",
    description: "Its call, once its turn has come.",
  }),
  decision: decision.nullable().openapi({ description: "What was last decided of its call." }),
  ended_at: z.string().nullable().openapi({ format: "date-time" }),
}).openapi("CampaignContact");

export type CampaignContact = z.output<typeof campaignContact>;
