import type { Decision } from "../api/types.ts";
import {
  cityOf,
  formatDate,
  formatDay,
  formatLongDay,
  formatMoment,
  formatNumber,
  formatSpan,
  regionOf,
} from "../lib/format.ts";
import { texts } from "../texts/texts.ts";
import type { ReasonFacts } from "./words.ts";

export interface Told {
  /** What the decision rests on, by name (Decision.data). */
  data?: Decision["data"] | null;
  until?: string | null;
  purpose?: Decision["purpose"];
  jurisdictions?: readonly string[];
  /** In which moments without a zone of their own are told. */
  zone: string;
}

/** Reads the data of a decision for a person of the language that is chosen. */
export function factsOf({ data, until, purpose, jurisdictions, zone }: Told): ReasonFacts {
  const t = texts.value;
  const known: Record<string, unknown> = data ?? {};
  const text = (name: string) => typeof known[name] === "string" ? known[name] : undefined;
  const number = (name: string) => typeof known[name] === "number" ? formatNumber(known[name]) : text(name);
  const list = (name: string) =>
    Array.isArray(known[name]) ? known[name].filter((one) => typeof one === "string") : undefined;
  const read = (name: string, how: (at: string) => string) => {
    const at = text(name);
    return at === undefined || Number.isNaN(Date.parse(at)) ? undefined : how(at);
  };
  const moment = (name: string) => read(name, (at) => formatMoment(at, zone));
  const day = (name: string) =>
    read(name, (at) => /^\d{4}-\d\d-\d\d$/.test(at) ? formatDate(at) : formatDay(at, zone));
  // A wall clock's: the zone is said beside it.
  const local = text("local")?.replace(" ", "T");
  const missing = list("missing");
  const word = (words: Record<string, string>, of: unknown) => typeof of === "string" ? words[of] : undefined;
  const facts: Record<keyof ReasonFacts, string | undefined> = {
    attempts: number("attempts"),
    calls: number("calls"),
    certainty: text("certainty"),
    city: text("zone") && cityOf(text("zone") ?? ""),
    closes: moment("closes"),
    country: regionOf(text("country")),
    days: number("days") ?? number("max_age_days"),
    deadline: moment("deadline"),
    from: moment("from"),
    holiday: text("name"),
    kind: word(t.consentKinds, known.kind),
    lastCheckup: day("last_checkup_date"),
    lastOutcome: word(t.calls.outcomes, known.last_outcome),
    lines: number("lines") ?? number("max_dials_per_day"),
    local: local && formatMoment(`${local}Z`, "UTC"),
    missing: missing?.map((mark) => word(t.openingMarks, mark) ?? mark).join(", "),
    missingYear: number("missing"),
    moment: moment("last"),
    nearest: moment("nearest"),
    period: spanOf(text("period")) ?? spanOf(number("minutes") && `${number("minutes")} minutes`),
    place: regionOf(text("jurisdiction")),
    places: jurisdictions?.map(regionOf).join(", "),
    purpose: word(t.purposes, known.purpose ?? purpose),
    reason: text("reason"),
    registry: text("registry"),
    to: moment("to"),
    topic: text("topic"),
    until: until ? formatMoment(until, zone) : day("until"),
    via: text("via"),
    weekday: local && formatLongDay(`${local}Z`, "UTC"),
    when: day("revoked_at") ?? day("when"),
    whose: word(t.reasons.owners, known.whose) ?? regionOf(text("whose")),
    window: text("window"),
    zones: list("zones")?.map(cityOf).join(", "),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ""));
}

const seconds: Record<string, number> = { day: 86_400, hour: 3_600, minute: 60 };

/** A period as SQL writes it ("7 days", "24:00:00", "day"). */
function spanOf(period: string | undefined): string | undefined {
  const hours = /^(\d+):00:00$/.exec(period ?? "")?.[1];
  if (hours !== undefined) return formatSpan(Number(hours) * 3_600);
  const [, count = "1", unit = ""] = /^(?:(\d+) )?(day|hour|minute)s?$/.exec(period ?? "") ?? [];
  const size = seconds[unit];
  return size === undefined ? period : formatSpan(Number(count) * size);
}
