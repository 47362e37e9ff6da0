import { Cron } from "croner";

/** A parsed schedule of pg_cron: every so many seconds, or the minutes (UTC) that match five fields. */
export type CronSchedule = { everySeconds: number } | { matches: (time: Date) => boolean };

/** Throws RangeError on what pg_cron would not take. */
export function parseCronSchedule(text: string): CronSchedule {
  const [, seconds] = /^\s*([1-9]|[1-5]\d) +seconds?\s*$/i.exec(text) ?? [];
  if (seconds !== undefined) return { everySeconds: Number(seconds) };
  const cron = parse(text.trim());
  return { matches: (time) => cron.match(new Date(Math.floor(time.getTime() / 60_000) * 60_000)) };
}

function parse(text: string): Cron {
  const [, , day, , weekday] = text.split(/\s+/);
  // Cron's old rule: when both days are restricted, either one is enough; one that begins with a star is not.
  const domAndDow = [day, weekday].some((field) => field?.startsWith("*"));
  try {
    return new Cron(text, { mode: "5-part", timezone: "UTC", paused: true, domAndDow });
  } catch (error) {
    throw new RangeError(`"${text}" is not a schedule of pg_cron.`, { cause: error });
  }
}
