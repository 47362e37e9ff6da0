import fc from "fast-check";
import { dayMs, toText, weekdayOf } from "./days.ts";
import type { Holiday, HoursRule, Minutes, Span, Terms, ZoneOverride } from "./law.ts";
import { readClock } from "./local-clock.ts";

const quarter = 15;

/** The law that is loaded, for calls with one purpose. */
export type Law = Pick<Terms, "isMarketing" | "rules" | "holidays" | "overrides">;

/** Calls to some of the jurisdictions that the loaded law speaks of, and an organisation that tightens and loosens it. */
export function anyTermsOf(
  law: Law,
  zones: readonly string[],
  from: number,
  to: number,
): fc.Arbitrary<Terms> {
  const places = [
    ...new Set(law.rules.map(({ jurisdiction }) => jurisdiction).filter((name) => name !== "*")),
  ];
  return fc.record({
    isMarketing: fc.constant(law.isMarketing),
    rules: fc.constant(law.rules),
    holidays: fc.constant(law.holidays),
    overrides: fc.constant(law.overrides),
    jurisdictions: fc.oneof(fc.subarray(places, { minLength: 1, maxLength: 3 }), fc.constant(["XX"])),
    zones: fc.constant(zones),
    week: fc.option(anyWeek(3, new Map()), { freq: 1 }),
    loosened: fc.subarray(law.rules.map(({ id }) => id), { maxLength: 2 }),
    blackouts: fc.array(anySpan(from, to), { maxLength: 2 }),
  });
}

/**
 * Laws of a country ZZ with a region ZZ-A, most of whose windows touch the night, when clocks change. `known`: overrides that hold
 * beside those that are made.
 */
export function anyTerms(
  known: readonly ZoneOverride[],
  zones: readonly string[],
  from: number,
  to: number,
): fc.Arbitrary<Terms> {
  const hints = findRestlessMinutes(zones, from, to);
  return fc.record({
    isMarketing: fc.boolean(),
    jurisdictions: fc.constantFrom(["ZZ"], ["ZZ", "ZZ-A"]),
    zones: fc.constant(zones),
    // One alone decides more moments than several, which close most of them together.
    rules: fc.oneof(
      { arbitrary: fc.array(anyRule(hints, from, to), { minLength: 1, maxLength: 1 }), weight: 2 },
      { arbitrary: fc.array(anyRule(hints, from, to), { minLength: 2, maxLength: 4 }), weight: 1 },
    ).map(withIds),
    holidays: fc.array(anyHoliday(from, to), { maxLength: 30 }),
    overrides: fc.array(anyOverride(zones, from, to), { maxLength: 2 }).map((made) =>
      withOwnStarts([...known, ...made])
    ),
    week: fc.option(anyWeek(3, hints), { freq: 2 }),
    loosened: fc.constantFrom([], [], ["ZZ.hours_0"]),
    blackouts: fc.array(anySpan(from, to), { maxLength: 3 }),
  });
}

function withIds(rules: Omit<HoursRule, "id">[]): HoursRule[] {
  return rules.map((rule, index) => ({ ...rule, id: `ZZ.hours_${index}` }));
}

/** Two of one zone begin at different moments: the newer counts. */
function withOwnStarts(overrides: ZoneOverride[]): ZoneOverride[] {
  return overrides.filter(({ zone, from }, index) =>
    !overrides.slice(0, index).some((before) => before.zone === zone && before.from === from)
  );
}

function anyRule(hints: Hints, from: number, to: number): fc.Arbitrary<Omit<HoursRule, "id">> {
  const dates = fc.tuple(
    fc.boolean(),
    anyDay(from, to),
    fc.option(fc.integer({ min: 1, max: 2000 }), { freq: 2 }),
  );
  return fc.tuple(
    fc.constantFrom("ZZ", "ZZ", "ZZ-A", "*"),
    anyWeek(1, hints),
    fc.option(fc.constantFrom<Minutes>([], [], [[600, 1080]], [[0, 150], [1380, 1440]]), { freq: 3 }),
    fc.constantFrom(["ZZ"], ["*"], ["ZZ", "ZZ-A"]),
    fc.boolean(),
    dates,
  ).map(([jurisdiction, week, holidayMinutes, sets, uniteRegions, [isOld, start, days]]) => ({
    jurisdiction,
    week,
    holidayMinutes,
    holidaySets: holidayMinutes === null ? [] : sets,
    uniteRegions,
    validFrom: isOld ? "2000-01-01" : toText(start),
    validTo: days === null ? null : toText((isOld ? Math.floor(from / dayMs) : start) + days),
  }));
}

/** Minutes of a day at which a clock jumps over or shows twice, by the day of the week, Monday first. */
type Hints = ReadonlyMap<number, readonly number[]>;

/** Windows that begin or end where the clocks change are few in a year: they are made often. */
function findRestlessMinutes(zones: readonly string[], from: number, to: number): Hints {
  const hints = new Map<number, number[]>();
  for (const zone of zones) {
    const { starts, offsets } = readClock(zone, from, to);
    for (const [index, start] of starts.entries()) {
      if (index === 0) continue;
      const shown = [offsets[index - 1] ?? 0, offsets[index] ?? 0].map((offset) => start + offset);
      for (let local = Math.min(...shown); local <= Math.max(...shown); local += quarter * 60_000) {
        const day = Math.floor(local / dayMs);
        const weekday = weekdayOf(day);
        hints.set(weekday, [...hints.get(weekday) ?? [], (local - day * dayMs) / 60_000]);
      }
    }
  }
  return hints;
}

/** Up to three windows a day; of `closed` + 9 days, so many have none. */
function anyWeek(closed: number, hints: Hints): fc.Arbitrary<Minutes> {
  const days = Array.from(
    { length: 7 },
    (_, weekday) => anyDayOfWeek(closed, weekday, hints.get(weekday) ?? []),
  );
  return fc.tuple(...days).map((windows) => windows.flat());
}

function anyDayOfWeek(
  closed: number,
  weekday: number,
  hints: readonly number[],
): fc.Arbitrary<[number, number][]> {
  const edge = fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 96 }).map((number) => number * quarter), weight: 6 },
    { arbitrary: fc.constantFrom(0, 60, 90, 120, 150, 180, 1380, 1440), weight: 2 },
    { arbitrary: fc.integer({ min: 0, max: 1440 }), weight: 1 },
    ...(hints.length > 0 ? [{ arbitrary: fc.constantFrom(...hints), weight: 8 }] : []),
  );
  const windows = fc.uniqueArray(edge, { minLength: 2, maxLength: 6, size: "max" }).map((edges) => {
    const sorted = edges.toSorted((one, other) => one - other);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, pair): [number, number] => [
      weekday * 1440 + (sorted[pair * 2] ?? 0),
      weekday * 1440 + (sorted[pair * 2 + 1] ?? 0),
    ]);
  });
  return fc.oneof({ arbitrary: windows, weight: 9 }, {
    arbitrary: fc.constant<[number, number][]>([]),
    weight: closed,
  });
}

function anyHoliday(from: number, to: number): fc.Arbitrary<Holiday> {
  return fc.record({
    jurisdiction: fc.constantFrom("ZZ", "ZZ", "ZZ-A", "ZZ-B"),
    day: anyDay(from, to).map(toText),
    kind: fc.constantFrom("public", "public", "state", "bank", "optional"),
    certainty: fc.constantFrom("fixed", "rule", "predicted"),
  });
}

function anyOverride(zones: readonly string[], from: number, to: number): fc.Arbitrary<ZoneOverride> {
  return fc.record({
    zone: fc.constantFrom(...zones),
    instead: fc.constantFrom(
      "Etc/GMT+7",
      "Etc/GMT+4",
      "Etc/GMT",
      "Etc/GMT-3",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
    ),
    from: anyMoment(from, to),
    days: fc.option(fc.integer({ min: 1, max: 900 })),
  }).map(({ days, ...override }) => ({
    ...override,
    to: days === null ? null : override.from + days * dayMs,
  }));
}

function anySpan(from: number, to: number): fc.Arbitrary<Span> {
  return fc.tuple(anyMoment(from, to), fc.integer({ min: 1, max: 400 })).map(([start, quarters]) =>
    [start, start + quarters * quarter * 60_000] as const
  );
}

function anyMoment(from: number, to: number): fc.Arbitrary<number> {
  const step = quarter * 60_000;
  return fc.integer({ min: from / step, max: to / step - 1 }).map((number) => number * step);
}

function anyDay(from: number, to: number): fc.Arbitrary<number> {
  return fc.integer({ min: Math.floor(from / dayMs), max: Math.floor(to / dayMs) });
}
