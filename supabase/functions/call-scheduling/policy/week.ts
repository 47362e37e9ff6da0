const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Hours by weekday, "HH:MM" from the first minute to the one behind the last; "24:00" ends a day. */
export type Week = Record<(typeof days)[number], string[][]>;

/** As Postgres takes it: ranges of minutes since Monday 00:00, such as `{[540,1080)}`. */
export function toMinuteRanges(week: Week): string {
  const ranges = days.flatMap((day, index) =>
    week[day].map(([from = "", to = ""]) =>
      `[${index * 1440 + toMinutes(from)},${index * 1440 + toMinutes(to)})`
    )
  );
  return `{${ranges.join(",")}}`;
}

/** The same backwards. What is open over midnight is cut there. */
export function fromMinuteRanges(ranges: string): Week {
  const week: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  for (const [, from, to] of ranges.matchAll(/\[(\d+),(\d+)\)/g)) {
    for (const [index, day] of days.entries()) {
      const first = Math.max(Number(from) - index * 1440, 0);
      const last = Math.min(Number(to) - index * 1440, 1440);
      if (first < last) week[day].push([toClock(first), toClock(last)]);
    }
  }
  return week;
}

/** Minutes of the day; "24:00" is 1440. */
export function toMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function toClock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
