import * as z from "zod";
import { Constants } from "../../supabase/functions/_shared/platform/database.types.ts";
import { dayMinutes, weekMinutes } from "./week-minutes.ts";

const enums = Constants.public.Enums;
const jurisdiction = z.string().regex(/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/);
const text = (most: number) => z.string().trim().min(1).max(most);
const interval = z.string().regex(/^[1-9]\d* (hours|days|years?)$/, "say it as 24 hours, 7 days or 1 year");
const hours = z.array(z.tuple([z.string(), z.string()]));
const purpose = z.enum(enums.call_purpose).exclude(["emergency"]);

const common = {
  id: text(80).regex(/^[A-Za-z0-9-]+(\.[a-z0-9_]+)+$/),
  name: text(200),
  purposes: z.array(purpose).min(1),
  valid_from: z.iso.date().optional(),
  /** The first day without it. */
  valid_to: z.iso.date().optional(),
  confidence: z.enum(enums.policy_confidence),
  /** How we know: the text itself was read, a summary of it was, it is general knowledge, or our own choice. */
  read: z.enum(["text", "summary", "knowledge", "own"]),
  source: text(500),
  reviewed_on: z.iso.date().optional(),
  note: text(1000).optional(),
};

const week = z.record(z.string(), hours).transform((readable, context) =>
  orIssue(() => weekMinutes(readable), context)
);
const openMinutes = hours.transform((readable, context) => orIssue(() => dayMinutes(readable), context));

const rule = z.discriminatedUnion("aspect", [
  z.strictObject({
    ...common,
    aspect: z.literal("hours"),
    week,
    /** What is open on whose holidays; without it, holidays are as any day. */
    holidays: z.strictObject({
      open: openMinutes,
      sets: z.array(jurisdiction).min(1).max(10),
      unite_regions: z.boolean().optional(),
    }).optional(),
  }),
  z.strictObject({
    ...common,
    aspect: z.literal("cap"),
    max_calls: z.int().min(1),
    period: interval,
    per_day: z.boolean().optional(),
  }),
  z.strictObject({ ...common, aspect: z.literal("quiet_after_talk"), quiet: interval }),
  z.strictObject({
    ...common,
    aspect: z.literal("consent"),
    consent: z.enum(enums.consent_kind).exclude(["imported_unproven"]),
  }),
  z.strictObject({
    ...common,
    aspect: z.literal("registry"),
    registry: z.string(),
    max_age_days: z.int().min(1),
  }),
  /** Without a length it holds for ever. `hang_ups`: so many in a row, each at once, are one. */
  z.strictObject({
    ...common,
    aspect: z.literal("refusal"),
    refusal: interval.optional(),
    hang_ups: z.int().min(1).max(10).optional(),
  }),
  z.strictObject({
    ...common,
    aspect: z.literal("opening"),
    opening: z.array(z.enum(enums.opening_mark)).min(1),
  }),
]);

/** One file of supabase/policy/jurisdictions. */
export const jurisdictionFile = z.strictObject({
  jurisdiction,
  name: text(100),
  /** When somebody last held the rules against their sources. */
  reviewed_on: z.iso.date(),
  rules: z.array(rule).min(1),
}).superRefine((file, context) => {
  const start = file.jurisdiction === "*" ? "default" : file.jurisdiction;
  for (const [index, { id, valid_from, valid_to }] of file.rules.entries()) {
    const path = ["rules", index];
    if (!id.startsWith(`${start}.`)) {
      context.addIssue({ code: "custom", path, message: `${id} must begin with ${start}.` });
    }
    if (valid_from !== undefined && valid_to !== undefined && valid_from >= valid_to) {
      context.addIssue({ code: "custom", path, message: `${id} ends before it begins` });
    }
  }
});

/** supabase/policy/pack.json */
export const packFile = z.strictObject({
  version: z.string().regex(/^\d{4}\.\d{1,2}\.\d{1,3}$/),
  published_at: z.iso.date(),
  holidays: z.strictObject({ first_year: z.int(), last_year: z.int() }),
});

export type JurisdictionFile = z.infer<typeof jurisdictionFile>;
export type PackFile = z.infer<typeof packFile>;
export type Rule = JurisdictionFile["rules"][number];

function orIssue(make: () => string, context: z.RefinementCtx): string {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
}
