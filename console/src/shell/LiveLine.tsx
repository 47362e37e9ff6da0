import { now } from "../lib/clock.ts";
import { formatFromNow } from "../lib/format.ts";
import { isWoken, lastAnswerAt, liveState } from "../live/live.ts";
import { texts } from "../texts/texts.ts";

/** Whether what is shown is true now. */
export function LiveLine() {
  const t = texts.value.live;
  const at = lastAnswerAt.value;
  if (at === undefined) return null;
  const isLive = liveState.value === "live" && (isWoken.value || now.value - at < 20_000);
  return (
    <span class="flex items-center gap-1.5 text-sm text-base-content/80">
      <span class={`status ${isLive ? "status-success" : "status-warning"}`} aria-hidden="true" />
      <span class="max-sm:sr-only">{isLive ? t.live : t.updated(formatFromNow(at, now.value))}</span>
    </span>
  );
}
