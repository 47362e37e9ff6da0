import { refusal } from "./refusal.ts";
import type { Settings } from "./settings.ts";

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2})?$/;
const TWO_MINUTES = 2 * 60_000;
const TEN_MINUTES = 10 * 60_000;
const THIRTY_DAYS = 30 * 24 * 60 * 60_000;

/** When the call is to be dialled; null for at once. Throws Refusal. */
export function checkScheduledAt(value: unknown, settings: Settings, now: number): Date | null {
  if (value === undefined || value === null) return null;
  const invalid = refusal(400, `Invalid isoformat string: '${String(value)}'`);
  if (typeof value !== "string") throw invalid;
  if (value.endsWith("Z")) {
    throw settings.zuluScheduleStatus === 500 ? refusal(500, "Internal server error") : invalid;
  }
  const [, , offset] = ISO.exec(value) ?? [];
  if (offset === undefined && settings.naiveSchedule === "reject") throw invalid;
  const time = ISO.test(value) ? Date.parse(offset === undefined ? `${value}Z` : value) : NaN;
  if (Number.isNaN(time)) throw invalid;
  if (time < now + TWO_MINUTES) {
    throw refusal(400, "Scheduled time should be atleast 2 minutes in the future");
  }
  if (time > now + THIRTY_DAYS && settings.farSchedule === "reject") {
    throw refusal(400, "Scheduled time should be within 30 days");
  }
  return new Date(settings.roundSchedule ? Math.ceil(time / TEN_MINUTES) * TEN_MINUTES : time);
}
