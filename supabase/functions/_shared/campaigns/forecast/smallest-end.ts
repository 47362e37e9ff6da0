import { forecastCalls, type ForecastInput } from "./forecast-calls.ts";
import { bucketSeconds } from "./waiting-line.ts";

/**
 * The earliest end by which everybody has been called once, as fast as lines and pace allow: in seconds since 1970, on five minutes.
 * null: the spans do not suffice. The best time has no part in it: it is chosen within the end.
 */
export function smallestEnd({ rates: _best, ...input }: Omit<ForecastInput, "until">): number | null {
  const { firstCallsEnd } = forecastCalls({ ...input, until: null });
  return firstCallsEnd === null ? null : Math.ceil(firstCallsEnd / bucketSeconds) * bucketSeconds;
}
