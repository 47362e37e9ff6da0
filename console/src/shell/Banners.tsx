import { may, organizationZone } from "../auth/organizations.ts";
import { Button } from "../components/Button.tsx";
import { Icon } from "../components/Icon.tsx";
import { formatMoment, formatTime } from "../lib/format.ts";
import { askNow, lastAnswerAt, liveState, pulse } from "../live/live.ts";
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
        <div role="status" class="alert alert-warning items-start">
          <Icon name="hold" />
          <div>
            <p class="font-semibold">
              {t.paused(pulse.value.paused_reason)}
              {pulse.value.paused_at !== null &&
                ` ${t.since(formatMoment(pulse.value.paused_at, organizationZone.value))}`}
            </p>
            <p>{t.waiting(pulse.value.due)} {may.manage() ? t.youLift : t.adminLifts}</p>
          </div>
        </div>
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
