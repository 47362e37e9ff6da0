import { toWallTime } from "../../lib/wall-time.ts";

export interface HourTable {
  /** From the first to the last hour in which anything begins. */
  hours: readonly number[];
  days: readonly { day: string; calls: readonly number[] }[];
  most: number;
}

/** Calls by the days and hours of a clock in that zone; a zone of half hours has what begins at 09:30 in the row of nine. */
export function tabulateHours(byHour: readonly { hour: string; calls: number }[], zone: string): HourTable {
  const cells = byHour.map(({ hour, calls }) => {
    const { day, time } = toWallTime(hour, zone);
    return { day, hour: Number(time.slice(0, 2)), calls };
  });
  const [first, last] = [
    Math.min(...cells.map(({ hour }) => hour)),
    Math.max(...cells.map(({ hour }) => hour)),
  ];
  const hours = cells.length === 0
    ? []
    : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const days = [...new Set(cells.map(({ day }) => day))].sort().map((day) => ({
    day,
    calls: hours.map((hour) =>
      cells.filter((cell) => cell.day === day && cell.hour === hour).reduce(
        (sum, cell) => sum + cell.calls,
        0,
      )
    ),
  }));
  return { hours, days, most: Math.max(1, ...days.flatMap(({ calls }) => calls)) };
}
