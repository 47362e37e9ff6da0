import { useEffect, useState } from "preact/hooks";
import { answer, api, inOrganization } from "../../api/client.ts";
import type { CallSchedule } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Moment } from "../../components/Moment.tsx";
import { formatDate, formatZone, maskNumber } from "../../lib/format.ts";
import { useSending } from "../../lib/sending.ts";
import { sayLanguage } from "../../calls/say-language.ts";
import { sayTopic } from "../../calls/say-topic.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";

export function CallFactsList(
  { call, zone, agent }: { call: CallSchedule; zone: string | null; agent: string },
) {
  const t = callTexts.value;
  const own = organizationZone.value;
  return (
    <dl class="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 rounded-box border border-base-300 p-4 text-sm">
      <dt class="text-base-content/80">{t.number}</dt>
      <dd>
        <PhoneNumber id={call.id} phone={call.contact_phone} />
      </dd>
      <dt class="text-base-content/80">{t.due}</dt>
      <dd>
        <Moment at={call.due_at} zone={own} />
        <span class="block text-base-content/80">{formatZone(own, call.due_at)}</span>
        {zone !== null && zone !== own && (
          <span class="block">
            {t.there(formatZone(zone, call.due_at))} <Moment at={call.due_at} zone={zone} />
          </span>
        )}
      </dd>
      <dt class="text-base-content/80">{t.topic}</dt>
      <dd>{sayTopic(call.call_topic)}</dd>
      <dt class="text-base-content/80">{t.purpose}</dt>
      <dd>{texts.value.purposes[call.purpose]}</dd>
      <dt class="text-base-content/80">{t.agent}</dt>
      <dd>{agent}</dd>
      <dt class="text-base-content/80">{t.language}</dt>
      <dd>{sayLanguage(call.call_language)}</dd>
      {call.auto_trigger_enabled && (
        <>
          <dt class="text-base-content/80">{t.checkup}</dt>
          <dd>
            {call.last_checkup_date === null ? t.noCheckup : formatDate(call.last_checkup_date)},{" "}
            {t.thresholdDays(call.checkup_threshold_days)}
          </dd>
        </>
      )}
      {call.deadline_at !== null && (
        <>
          <dt class="text-base-content/80">{t.deadline}</dt>
          <dd>
            <Moment at={call.deadline_at} zone={own} />
          </dd>
        </>
      )}
    </dl>
  );
}

const shownMs = 30_000;

/** Masked until somebody asks for it, which leaves a trace, and again half a minute later. Whom the API gives less is shown less. */
function PhoneNumber({ id, phone }: { id: string; phone: string | null }) {
  const t = callTexts.value;
  const [shown, show] = useState<string>();
  const { busy, problem, send } = useSending();
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => show(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [shown]);
  if (phone === null) return <>{t.numberUnreadable}</>;
  if (!phone.startsWith("+")) return <span class="tabular-nums">{phone}</span>;
  const reveal = () =>
    send(async () => {
      const params = { path: { ...inOrganization(), id } };
      const told = await answer(
        api.POST("/call-scheduling/{org_slug}/call-schedules/{id}/reveal", { params }),
      );
      show(told.contact_phone ?? t.numberUnreadable);
    });
  return (
    <span class="flex flex-wrap items-center gap-2">
      <span class="tabular-nums">{shown ?? maskNumber(phone)}</span>
      <button
        type="button"
        class="link"
        disabled={busy}
        onClick={() => shown === undefined ? void reveal() : show(undefined)}
      >
        {shown === undefined ? t.showNumber : t.hideNumber}
      </button>
      {problem && <ErrorNotice problem={problem} />}
    </span>
  );
}
