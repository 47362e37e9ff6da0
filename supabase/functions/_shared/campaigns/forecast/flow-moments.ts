import type { Flow } from "./flow.ts";
import { bucketSeconds } from "./waiting-line.ts";

/** When so many have gathered, in seconds since 1970, if each bucket's come evenly; null: never so many. */
export function momentWith(flow: Flow, series: readonly number[], enough: number): number | null {
  let gathered = 0;
  for (const [bucket, count] of series.entries()) {
    if (count > 0 && gathered + count >= enough) {
      const part = Math.max(0, (enough - gathered) / count);
      return Math.round(flow.startsAt + (bucket + part) * bucketSeconds);
    }
    gathered += count;
  }
  return null;
}

/** How many calls begin in each hour of the organisation's clock in which some do, whole in sum. */
export function sumByHour(flow: Flow, hourBeginsAtSeconds: number): { hour: number; calls: number }[] {
  const hours = new Map<number, number>();
  for (const [bucket, calls] of flow.calls.entries()) {
    const at = flow.startsAt + bucket * bucketSeconds;
    const hour = at - (at - hourBeginsAtSeconds) % 3600;
    hours.set(hour, (hours.get(hour) ?? 0) + calls);
  }
  let exact = 0;
  let told = 0;
  return [...hours].map(([hour, calls]) => {
    exact += calls;
    const rounded = Math.round(exact) - told;
    told += rounded;
    return { hour, calls: rounded };
  }).filter(({ calls }) => calls > 0);
}
