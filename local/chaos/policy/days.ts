export const dayMs = 86_400_000;
export const minutesADay = 1440;

/** Days are numbered from 1970-01-01, which was a Thursday. */
export function toDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}

/** YYYY-MM-DD. */
export function toText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** Monday is 0. */
export function weekdayOf(day: number): number {
  return ((day + 3) % 7 + 7) % 7;
}
