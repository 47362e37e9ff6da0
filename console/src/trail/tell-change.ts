import { sayLanguage } from "../calls/say-language.ts";
import { sayTopic } from "../calls/say-topic.ts";
import { formatDate, formatMoment, formatNumber, formatSpan, formatTalk, regionOf } from "../lib/format.ts";
import { isKnown } from "../reasons/is-known.ts";
import type { ReasonFacts } from "../reasons/words.ts";
import { callTexts } from "../texts/calls.ts";
import { language, texts } from "../texts/texts.ts";
import { trailTexts } from "../texts/trail.ts";
import { sayBolnaStatus, sayHangup, sayHungUpBy, sayTermination } from "./say-bolna.ts";
import type { Told } from "./told.ts";

/** A text for a word of a closed list; of a reason it is made of what is known, and nothing is here. */
export type Word = string | ((facts: ReasonFacts) => string);

export interface Telling {
  /** On whose clock. */
  zone: string;
  /** By column, for those of one table that hold words of closed lists. */
  words: { [column: string]: { readonly [word: string]: Word } };
  /** Of agents and people, by their ids. */
  names: ReadonlyMap<string, string>;
  /** For columns that hold JSON, and what is like it. */
  lists?: { [column: string]: (value: unknown, zone: string) => Told | undefined };
}

/** A column as a person knows it; of JSON that nobody has described yet, its own key. */
export function sayColumn(column: string): string {
  const { columns } = trailTexts.value;
  return isKnown(column, columns) ? columns[column] : column.replaceAll("_", " ");
}

const moment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/;
const day = /^\d{4}-\d\d-\d\d$/;
const timeOfDay = /^(\d\d:\d\d):\d\d$/;

/** What stands or stood in a column; undefined: nothing. */
export function sayValue(column: string, value: unknown, telling: Telling): Told | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (value === "private") return trailTexts.value.hidden;
  const list = telling.lists?.[column];
  if (list !== undefined && value !== "erased") return list(value, telling.zone);
  if (typeof value === "boolean") return texts.value.common[value ? "yes" : "no"];
  if (typeof value === "number") return sayNumber(column, value);
  if (typeof value === "string") return sayText(column, value, telling);
  return sayJson(column, value, telling);
}

function sayNumber(column: string, value: number): string {
  switch (column) {
    case "conversation_seconds":
      return formatTalk(value);
    case "duration_seconds":
    case "queue_deadline_seconds":
      return formatSpan(value);
    case "cost_cents":
      return callTexts.value.cents(formatNumber(value, { maximumFractionDigits: 2 }));
    case "http_status":
    case "last_contact_number":
      return String(value);
    default:
      return formatNumber(value);
  }
}

function sayText(column: string, value: string, { zone, words, names }: Telling): string {
  const known = words[column];
  if (known !== undefined && isKnown(value, known)) {
    const word = known[value];
    if (word !== undefined) return typeof word === "string" ? word : word({});
  }
  if (value === "erased" || value === "Erased") return trailTexts.value.erased;
  const name = names.get(value);
  if (name !== undefined) return name;
  const [, time] = timeOfDay.exec(value) ?? [];
  if (time !== undefined) return time;
  if (moment.test(value) && !Number.isNaN(Date.parse(value))) return formatMoment(value, zone);
  if (day.test(value)) return formatDate(value);
  switch (column) {
    case "bolna_status":
      return sayBolnaStatus(value);
    case "hangup_by":
      return sayHungUpBy(value);
    case "hangup_reason":
      return sayHangup(value);
    case "termination_reason":
      return sayTermination(value);
    case "call_language":
    case "language":
      return sayLanguage(value);
    case "call_topic":
    case "topic":
      return sayTopic(value);
    case "occasion": {
      const { occasions } = trailTexts.value;
      return isKnown(value, occasions) ? occasions[value] : value;
    }
    case "countries":
    case "default_country":
    case "phone_country":
    case "phone_regions":
      return regionOf(value) ?? value;
    case "allowed_number_kinds": {
      const [country, kind = ""] = value.split(":");
      const { numberKinds } = trailTexts.value;
      return isKnown(kind, numberKinds) ? `${regionOf(country)}: ${numberKinds[kind]}` : value;
    }
    default:
      return value;
  }
}

/** JSON as a list, and never as it is written. */
function sayJson(column: string, value: unknown, telling: Telling): Told | undefined {
  const say = (name: string, one: unknown) => sayValue(name, one, telling) ?? trailTexts.value.nothing;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((one: unknown) => ({ told: say(column, one) }));
  }
  const entries = Object.entries(Object(value));
  return entries.length === 0
    ? undefined
    : entries.map(([name, one]) => ({ name: sayColumn(name), told: say(name, one) }));
}

/**
 * What the server wrote in its own words beside a code that says the same: it speaks English, and others read the code's words. What a
 * person wrote has no such code, or says that it is theirs. `value`: of a column that changed.
 */
export function isServersEnglish(column: string, value: (column: string) => unknown): boolean {
  if (language.value === "en") return false;
  if (column === "state_detail" || column === "problem_detail") return true;
  if (!/reason$/.test(column)) return false;
  const code = value(`${column}_code`) ?? value(column.replace(/_reason$/, "_code"));
  return typeof code === "string" && code !== "by_user";
}
