import { invalid } from "../../_shared/platform/errors.ts";
import { dateIn, isDate } from "../../_shared/platform/timestamps.ts";

const dayMs = 86_400_000;
const mostDays = 400;

/**
 * The range of a report: what was left out is 30 days until today in the organisation's calendar. Throws 422 for one that ends
 * before it begins, or is longer than 400 days.
 */
export function checkRange(
  { from, to }: { from?: string; to?: string },
  zone: string,
  now: Date,
): { from: string; to: string } {
  const end = to ?? dateIn(zone, now);
  const start = from ?? new Date(Date.parse(end) - 29 * dayMs).toISOString().slice(0, 10);
  const startMs = Date.parse(start);
  const endMs = Date.parse(end) + (isDate(end) ? dayMs : 0);
  if (startMs >= endMs) {
    throw invalid(
      [{ field: "to", code: "ends_too_soon", message: "must be later than from" }],
      "range_invalid",
    );
  }
  if (endMs - startMs > mostDays * dayMs) {
    throw invalid(
      [{
        field: "from",
        code: "range_too_long",
        message: `must be at most ${mostDays} days before to`,
        limit: mostDays,
      }],
      "range_invalid",
    );
  }
  return { from: start, to: end };
}
