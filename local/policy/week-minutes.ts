const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const minutesOfDay = 24 * 60;

/** From and to, "HH:MM" on a 24 hours' clock; to may be "24:00". */
export type Hours = readonly (readonly [string, string])[];

/**
 * A readable week (`{"mon-fri": [["08:00", "20:00"]], "sat": [], "sun": []}`) as a multirange of minutes since Monday 00:00,
 * the text that Postgres reads. Each day is said once, alone or within a span of days. Throws a RangeError that names what
 * is wrong.
 */
export function weekMinutes(week: Readonly<Record<string, Hours>>): string {
  const hoursByDay = new Map<number, Hours>();
  for (const [key, hours] of Object.entries(week)) {
    for (const day of daysOf(key)) {
      if (hoursByDay.has(day)) throw new RangeError(`${days[day]} is said twice`);
      hoursByDay.set(day, hours);
    }
  }
  const ranges = days.flatMap((name, day) => {
    const hours = hoursByDay.get(day);
    if (hours === undefined) throw new RangeError(`${name} is not said: [] closes it`);
    return dayRanges(hours).map(([from, to]) =>
      [day * minutesOfDay + from, day * minutesOfDay + to] as const
    );
  });
  return multirange(ranges);
}

/** The hours of one day as a multirange of its minutes. */
export function dayMinutes(hours: Hours): string {
  return multirange(dayRanges(hours));
}

/** "sat-tue" goes over the week's end. */
function daysOf(key: string): number[] {
  const [first, last, ...more] = key.split("-").map((name) => days.findIndex((day) => day === name));
  if (first === undefined || first < 0 || last === -1 || more.length > 0) {
    throw new RangeError(`"${key}" is no day and no span of days such as mon-fri`);
  }
  const count = last === undefined ? 1 : (last - first + 7) % 7 + 1;
  return Array.from({ length: count }, (_, index) => (first + index) % 7);
}

function dayRanges(hours: Hours): (readonly [number, number])[] {
  const ranges = hours.map(([from, to]) => [minuteOf(from), minuteOf(to)] as const);
  let end = -1;
  for (const [from, to] of ranges) {
    if (from >= to || from <= end) {
      throw new RangeError(`${JSON.stringify(hours)}: each begins before it ends, and after the one before`);
    }
    end = to;
  }
  return ranges;
}

function minuteOf(time: string): number {
  const [, hour, minute] = /^(\d\d):([0-5]\d)$/.exec(time) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (!(minutes <= minutesOfDay)) throw new RangeError(`"${time}" is no time of day such as 08:30`);
  return minutes;
}

function multirange(ranges: readonly (readonly [number, number])[]): string {
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(",")}}`;
}
