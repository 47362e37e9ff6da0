import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fault } from "../shared/fault.ts";
import { oneOf, shaped, text, timestamp, timestampOrNull, wholeNumber } from "../shared/fields.ts";
import { toMinutes } from "./week.ts";

const clock = shaped(
  /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
  "not_a_time_of_day",
  "must be a time of day, such as 09:00",
).openapi({ example: "09:00" });

const hours = z.array(
  z.array(clock).length(2, "must be a beginning and an end").refine(
    ([from = "", to = ""]) => toMinutes(from) < toMinutes(to),
    fault("ends_too_soon", "must begin before it ends; hours over midnight are two entries"),
  ),
).max(10, "must be at most 10 entries");

const week = z.strictObject({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
})
  .nullable().openapi({
    description:
      "When calls may begin, on the called person's clock, on top of the law. Null: the law alone. A day without entries is closed.",
  });

const defaultPurpose = z.enum(codes.call_purpose).nullable().openapi({
  description:
    "Of calls booked without a purpose. Marketing is the strictest. Null: a booking without one is refused with purpose_missing.",
});

const countries = z.array(shaped(/^[A-Z]{2}$/, "not_a_country", "must be a country such as IN"))
  .min(1, "must name at least one country").max(250, "must be at most 250 entries")
  .refine((list) => new Set(list).size === list.length, fault("named_twice", "must name each country once"))
  .nullable().openapi({
    description:
      "The countries whose numbers are called; others are stopped with country_not_enabled. Null: all.",
    example: ["IN", "AE"],
  });

const cap = z.strictObject({
  calls: wholeNumber(0, 1000),
  per: oneOf(["24 hours", "7 days", "30 days"]),
  scope: oneOf(["number", "subject"]).optional(),
}).openapi({
  description:
    "At most so many calls to one number in any such time, whoever booked them; with scope subject only those about the same call_topic count.",
});

const minGap = wholeNumber(0, 43200).openapi({
  description: "The least minutes between two calls to one number.",
});

const ruleId = text(100).openapi({ description: "As decisions name it.", example: "*.marketing.caps_24h" });

/** The policy as it stands. */
export const policy = z.object({
  default_purpose: defaultPurpose,
  week,
  countries,
  blackouts: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  caps: z.array(cap),
  min_gap_minutes: minGap,
  loosened: z.array(z.object({ rule_id: z.string(), reason: z.string(), until: z.string().nullable() }))
    .openapi({
      description:
        "Rules that do not hold for the organisation until then: of confidence vendor or ours. '*' is the operator's: every hour and cap.",
    }),
  updated_at: z.string().nullable().openapi({ format: "date-time" }),
}).openapi("CallingPolicy");

/** The whole of it, sent anew. */
export const newPolicy = z.strictObject({
  default_purpose: defaultPurpose,
  week,
  countries: countries.default(null),
  blackouts: z.array(
    z.strictObject({ from: timestamp(), to: timestamp(), reason: text(500) }).refine(
      ({ from, to }) => from.milliseconds < to.milliseconds,
      fault("ends_too_soon", "must begin before it ends"),
    ),
  ).max(200, "must be at most 200 entries").openapi({ description: "Nothing is called meanwhile." }),
  caps: z.array(cap).max(10, "must be at most 10 entries"),
  min_gap_minutes: minGap,
  loosened: z.array(z.strictObject({ rule_id: ruleId, reason: text(500), until: timestampOrNull() }))
    .max(200, "must be at most 200 entries"),
}).openapi("NewCallingPolicy", {
  example: {
    default_purpose: "health_reminder",
    week: {
      mon: [["09:00", "18:00"]],
      tue: [["09:00", "18:00"]],
      wed: [["09:00", "13:00"], ["14:00", "18:00"]],
      thu: [["09:00", "18:00"]],
      fri: [["09:00", "18:00"]],
      sat: [],
      sun: [],
    },
    blackouts: [{ from: "2026-12-24T12:00:00+05:30", to: "2026-12-27T00:00:00+05:30", reason: "Closed" }],
    caps: [{ calls: 1, per: "24 hours" }],
    min_gap_minutes: 240,
    loosened: [],
  },
});

export type CallingPolicy = z.output<typeof policy>;
export type NewCallingPolicy = z.output<typeof newPolicy>;
