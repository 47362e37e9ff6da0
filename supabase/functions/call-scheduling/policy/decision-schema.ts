import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";

const time = z.string().openapi({ format: "date-time" });

/** What the judge said of a call, as SQL presents it (private.present_decision). */
export const decision = z.object({
  code: z.enum(codes.reason_code).openapi({ description: "Why, for machines: one of a closed list." }),
  outcome: z.enum(codes.decision_outcome).openapi({
    description: "call: it may go out. defer: not now. stop: never.",
  }),
  sentence: z.string().openapi({ description: "Why, for a person." }),
  until: time.nullable().openapi({ description: "From when it may change; null: nobody knows, or never." }),
  at: time.openapi({ description: "The moment that was judged." }),
  stage: z.enum(codes.decision_stage).openapi({
    description: "plan: for its own time, as it was booked. claim: as it was to be dialled. now: just asked.",
  }),
  purpose: z.enum(codes.call_purpose).nullable().openapi({
    description: "Null: none was said, and the organisation has every booking say one.",
  }),
  zone: z.string().nullable().openapi({
    description: "The time zone of the called person, the first of zones.",
  }),
  zones: z.array(z.string()).openapi({ description: "In all of which the call must be allowed." }),
  zone_source: z.enum(codes.zone_source).nullable().openapi({ description: "What the zone was told from." }),
  jurisdictions: z.array(z.string()).openapi({ description: "All are judged, and the strictest holds." }),
  rules: z.array(z.object({
    id: z.string(),
    name: z.string().nullable(),
    source: z.string().nullable(),
    version: z.string().nullable().openapi({ description: "Of the pack of rules that it was judged by." }),
    confidence: z.enum(codes.policy_confidence).nullable(),
    confirmed_by_counsel: z.boolean().openapi({
      description: "False: every rule is a default that your counsel confirms.",
    }),
  })).openapi({ description: "What it rests on." }),
  data: z.record(z.string(), z.unknown()).openapi({ description: "What the sentence is made of." }),
}).openapi("Decision", { description: "Whether a call may go out at a moment, and why." });

export type Decision = z.output<typeof decision>;

/** A day on which a booking could leave at no moment. */
export const closedDay = z.object({
  day: z.string().openapi({ format: "date" }),
  code: z.enum(codes.reason_code).openapi({ description: "Why, at the beginning of that day." }),
  sentence: z.string(),
});

export type ClosedDay = z.output<typeof closedDay>;
