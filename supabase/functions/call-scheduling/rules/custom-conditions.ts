import * as z from "../shared/zod.ts";
import { type Code, codes } from "../../_shared/platform/codes.ts";
import { oneOf, text, wholeNumber } from "../shared/fields.ts";

const { condition_text, condition_number, condition_operator } = codes;
const value = text(200);

/** Some of the operators. */
function operator<const Words extends readonly [Operator, ...Operator[]]>(...words: Words) {
  return z.enum(words);
}
type Operator = Code<"condition_operator">;

const condition = z.discriminatedUnion("operator", [
  z.strictObject({
    property: oneOf(condition_text),
    operator: operator("equals", "not_equals"),
    value,
  }),
  z.strictObject({
    property: oneOf(condition_text),
    operator: operator("one_of", "none_of"),
    value: z.array(value).min(1, "must name at least one value").max(100, "must name at most 100 values"),
  }),
  z.strictObject({
    property: oneOf(condition_number),
    operator: operator("at_least", "at_most"),
    value: wholeNumber(0, 36500),
  }),
  z.strictObject({
    property: oneOf([...condition_text, ...condition_number]),
    operator: operator("is_set", "is_not_set"),
  }),
], {
  error: ({ code }) =>
    code === "invalid_union" ? `must be one of ${condition_operator.join(", ")}` : undefined,
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
