import type { constraints } from "../api/constraints.ts";
import { formatDate, formatNumber } from "../lib/format.ts";
import { texts } from "../texts/texts.ts";
import { isKnown } from "./is-known.ts";
import type { FieldCode } from "./words.ts";

type Bodies = (typeof constraints)[keyof typeof constraints];
type FieldOf<Body> = Body extends unknown ? Body[keyof Body] : never;
type PatternOf<Field> = Field extends { pattern: infer Pattern extends string } ? Pattern : never;

/** What is asked for by each pattern of the API: a new one does not compile until it has its word here. */
const forms: Record<PatternOf<FieldOf<Bodies>>, FieldCode> = {
  "[A-Za-z]{2}": "not_a_country",
  "[A-Z]{2}": "not_a_country",
  "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*": "not_a_language",
  "[a-z][a-z0-9_]{0,99}": "not_a_property",
  "[\\x21-\\x7e]*": "bad_form",
  "\\+[1-9][0-9]{6,14}": "phone_without_country",
};

/** What the browser can find wrong with a control (ValidityState). */
type Flag =
  | "badInput"
  | "patternMismatch"
  | "rangeOverflow"
  | "rangeUnderflow"
  | "stepMismatch"
  | "tooLong"
  | "tooShort"
  | "typeMismatch"
  | "valueMissing";

/** Of a control, what says how it is wrong. */
export interface Asked {
  type: string;
  validity: Record<Flag | "valid", boolean>;
  min?: string;
  max?: string;
  step?: string;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** What the browser finds wrong with a control, in our words; undefined: nothing. */
export function tellInvalid(control: Asked): string | undefined {
  const { validity, type, min = "", max = "", minLength = 0, maxLength = 0, pattern = "", step = "" } =
    control;
  const { common, reasons: { fields, refusals } } = texts.value;
  const number = (limit: number | string) => formatNumber(Number(limit));
  const isDay = type === "date";
  if (validity.valid) return undefined;
  // Half a date, or letters where a number stands: nothing is there to be read.
  if (validity.badInput) {
    return fields[isDay ? "not_a_day" : type === "time" ? "not_a_time_of_day" : "not_whole"]("");
  }
  if (validity.valueMissing) return fields.required("");
  if (validity.typeMismatch) return type === "email" ? refusals.not_an_address : fields.not_an_address("");
  if (validity.tooShort) return common.atLeast(number(minLength));
  if (validity.tooLong) return fields.too_long(number(maxLength));
  if (validity.rangeUnderflow) {
    return isDay ? common.notBefore(formatDate(min)) : fields.too_small(number(min));
  }
  if (validity.rangeOverflow) return isDay ? common.notAfter(formatDate(max)) : fields.too_large(number(max));
  if (validity.stepMismatch && step !== "" && step !== "1") return fields.out_of_range("");
  if (validity.stepMismatch) return fields.not_whole("");
  return fields[isKnown(pattern, forms) ? forms[pattern] : "bad_form"]("");
}
