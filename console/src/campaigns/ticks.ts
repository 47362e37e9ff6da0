import { toWallTime } from "../lib/wall-time.ts";

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const steps = [
  hourMs / 4,
  hourMs / 2,
  hourMs,
  2 * hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
  dayMs,
  2 * dayMs,
  7 * dayMs,
];

/** Full hours or days of a clock in that zone, as it goes at the beginning: at most so many, or one a month. */
export function ticksOf(first: number, last: number, most: number, zone: string): number[] {
  const { day, time } = toWallTime(first, zone);
  const ahead = Date.parse(`${day}T${time}:00Z`) - Math.floor(first / 60_000) * 60_000;
  const step = steps.find((one) => (last - first) / one <= most) ?? 30 * dayMs;
  const begin = Math.ceil((first + ahead) / step) * step - ahead;
  return Array.from(
    { length: Math.max(0, Math.floor((last - begin) / step) + 1) },
    (_, index) => begin + index * step,
  );
}
