import { may, organizationZone } from "../auth/organizations.ts";
import { Button } from "../components/Button.tsx";
import { Icon } from "../components/Icon.tsx";
import { formatMoment, formatTime } from "../lib/format.ts";
import { askNow, lastAnswerAt, liveState, pulse } from "../live/live.ts";
import { usePause } from "../live/use-pause.ts";
import { texts } from "../texts/texts.ts";

/** What concerns every screen: no news, calling that is paused, calls that nothing dials. */
export function Banners() {
  const t = texts.value.live;
  const at = lastAnswerAt.value;
  const since = at === undefined ? null : formatTime(at, organizationZone.value);
  return (
    <div class="flex flex-col gap-2 empty:hidden print:hidden">
      {liveState.value === "offline" && (
        <div role="alert" class="alert alert-warning">
          <Icon name="alert" />
          <span>{t.offline(since)}</span>
        </div>
      )}
      {liveState.value === "stale" && (
        <div role="alert" class="alert alert-warning">
          <Icon name="alert" />
          <span>{t.notUpdating(since)}</span>
          <Button small onClick={askNow}>{texts.value.common.tryAgain}</Button>
        </div>
      )}
      {pulse.value !== undefined && pulse.value.paused_reason !== null && (
        <Paused reason={pulse.value.paused_reason} at={pulse.value.paused_at} due={pulse.value.due} />
      )}
      {pulse.value?.stalled && (
        <div role="alert" class="alert alert-error">
          <Icon name="alert" />
          <span>{t.stalled} {t.waiting(pulse.value.due)}</span>
        </div>
      )}
    </div>
  );
}

function Paused({ reason, at, due }: { reason: string; at: string | null; due: number }) {
  const t = texts.value;
  const why = usePause(reason) ?? reason;
  return (
    <div role="status" class="alert alert-warning items-start">
      <Icon name="hold" />
      <div>
        <p class="font-semibold">
          {t.live.paused(why)}
          {at !== null && ` ${t.live.since(formatMoment(at, organizationZone.value))}`}
        </p>
        <p>{t.live.waiting(due)} {may.manage() ? t.live.youLift : t.live.adminLifts}</p>
      </div>
    </div>
  );
}
