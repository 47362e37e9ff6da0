import { z } from "@hono/zod-openapi";
import { oneOf, text, wholeNumber } from "../shared/fields.ts";

const textProperties = [
  "lifecyclestage",
  "hs_lead_status",
  "country",
  "state",
  "hubspot_owner_id",
  "language",
  "time_zone",
] as const;
const numberProperties = ["days_since_checkup", "days_since_last_call"] as const;

const value = text(200);
const operators = "equals, not_equals, one_of, none_of, at_least, at_most, is_set, is_not_set";

const condition = z.discriminatedUnion("operator", [
  z.strictObject({
    property: oneOf(textProperties),
    operator: z.enum(["equals", "not_equals"]),
    value,
  }),
  z.strictObject({
    property: oneOf(textProperties),
    operator: z.enum(["one_of", "none_of"]),
    value: z.array(value).min(1, "must name at least one value").max(100, "must name at most 100 values"),
  }),
  z.strictObject({
    property: oneOf(numberProperties),
    operator: z.enum(["at_least", "at_most"]),
    value: wholeNumber(0, 36500),
  }),
  z.strictObject({
    property: oneOf([...textProperties, ...numberProperties]),
    operator: z.enum(["is_set", "is_not_set"]),
  }),
], {
  error: ({ code }) => code === "invalid_union" ? `must be one of ${operators}` : undefined,
}).openapi("CustomCondition");

/** The closed set of conditions of a custom rule, the same as `private.are_conditions` in SQL: all of them must hold. */
export const customConditions = z.strictObject({
  all: z.array(condition).min(1, "must hold at least one condition")
    .max(20, "must hold at most 20 conditions"),
}).openapi("CustomConditions", {
  description:
    "All of them must hold. Texts are compared without regard to case; not_equals and none_of hold for a " +
    "property that is empty, too.",
});

export type CustomConditions = z.output<typeof customConditions>;
