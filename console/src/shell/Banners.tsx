import { dataApi, rows } from "../api/client.ts";
import { may, organization, organizationZone } from "../auth/organizations.ts";
import { Button } from "../components/Button.tsx";
import { Icon } from "../components/Icon.tsx";
import { formatMoment, formatTime } from "../lib/format.ts";
import { askNow, lastAnswerAt, liveState, pulse } from "../live/live.ts";
import { resource } from "../lib/resource.ts";
import { tellWord } from "../reasons/tell-reason.ts";
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

/** The organisation's pause, with the word for one that came by itself. */
const pause = resource(async (id, signal) => {
  const columns = "calling_paused_reason, calling_paused_code";
  const [found] = await rows(dataApi.from("organizations").select(columns).eq("id", id).abortSignal(signal));
  return found;
});

function Paused({ reason, at, due }: { reason: string; at: string | null; due: number }) {
  const t = texts.value;
  const known = pause.use(organization.value?.id ?? null).data.value;
  // The operator's pause of all calling is another, and has its own words.
  const code = known?.calling_paused_reason === reason ? known.calling_paused_code : null;
  return (
    <div role="status" class="alert alert-warning items-start">
      <Icon name="hold" />
      <div>
        <p class="font-semibold">
          {t.live.paused(tellWord(t.reasons.stops, code, reason) ?? reason)}
          {at !== null && ` ${t.live.since(formatMoment(at, organizationZone.value))}`}
        </p>
        <p>{t.live.waiting(due)} {may.manage() ? t.live.youLift : t.live.adminLifts}</p>
      </div>
    </div>
  );
}
