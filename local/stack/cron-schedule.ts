/** A parsed schedule of pg_cron: every so many seconds, or the minutes (UTC) that match five fields. */
export type CronSchedule = { everySeconds: number } | { matches: (time: Date) => boolean };

const shorthands: Record<string, string> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Throws RangeError on what pg_cron would not take. */
export function parseCronSchedule(text: string): CronSchedule {
  const [, seconds] = /^\s*([1-9]|[1-5]\d) +seconds?\s*$/i.exec(text) ?? [];
  if (seconds !== undefined) return { everySeconds: Number(seconds) };
  const fields = (shorthands[text.trim()] ?? text).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (
    fields.length !== 5 || minute === undefined || hour === undefined || day === undefined ||
    month === undefined || weekday === undefined
  ) throw new RangeError(`"${text}" is not a schedule of pg_cron.`);
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months = parseField(month, 1, 12, monthNames);
  const weekdays = parseField(weekday, 0, 7, dayNames);
  if (weekdays.has(7)) weekdays.add(0);
  // Cron's old rule: when both days are restricted, either one is enough.
  const eitherDay = !day.startsWith("*") && !weekday.startsWith("*");
  return {
    matches: (time) => {
      const onDay = days.has(time.getUTCDate());
      const onWeekday = weekdays.has(time.getUTCDay());
      return minutes.has(time.getUTCMinutes()) && hours.has(time.getUTCHours()) &&
        months.has(time.getUTCMonth() + 1) && (eitherDay ? onDay || onWeekday : onDay && onWeekday);
    },
  };
}

function parseField(field: string, low: number, high: number, names: readonly string[] = []): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [, range, , step] = /^(\*|[^/]+)(\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = range === "*"
      ? [low, high]
      : readRange(range, low, names, step === undefined ? undefined : high);
    if (from < low || to > high || from > to || step === "0") {
      throw new RangeError(`"${field}" is not between ${low} and ${high}.`);
    }
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function readRange(
  range: string | undefined,
  low: number,
  names: readonly string[],
  openEnd: number | undefined,
): [number, number] {
  const [first, last] = (range ?? "").split("-").map((text) => readValue(text, low, names));
  const from = first ?? NaN;
  const to = last ?? openEnd ?? from;
  if (!Number.isInteger(from) || !Number.isInteger(to)) throw new RangeError(`"${range}" is not a number.`);
  return [from, to];
}

function readValue(text: string, low: number, names: readonly string[]): number {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + low;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
