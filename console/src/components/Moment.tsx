import { formatFromNow, formatMoment, formatZone } from "../lib/format.ts";
import { now } from "../lib/clock.ts";

/** "in 4 min", with the exact time and its zone for whoever asks. */
export function FromNow({ at, zone }: { at: string; zone: string }) {
  return (
    <time dateTime={at} title={`${formatMoment(at, zone)} (${formatZone(zone, at)})`}>
      {formatFromNow(at, now.value)}
    </time>
  );
}

/** "Tue 1 Dec, 10:00" */
export function Moment({ at, zone }: { at: string; zone: string }) {
  return <time dateTime={at} title={formatZone(zone, at)}>{formatMoment(at, zone)}</time>;
}
