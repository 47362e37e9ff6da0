import type { ComponentChildren } from "preact";
import type { CallAttempt, CallSchedule, Decision } from "../../api/types.ts";
import { organizationZone } from "../../auth/organizations.ts";
import { FromNow, Moment } from "../../components/Moment.tsx";
import { Icon, type IconName } from "../../components/Icon.tsx";
import { formatNumber, formatSpan, formatTalk } from "../../lib/format.ts";
import { inEnglishOnly } from "../../reasons/said-by-server.ts";
import { tellDecision, tellReason } from "../../reasons/tell-reason.ts";
import { callTexts } from "../../texts/calls.ts";
import { texts } from "../../texts/texts.ts";
import { trailTexts } from "../../texts/trail.ts";
import { sayBolnaStatus, sayHangup, sayHungUpBy } from "../../trail/say-bolna.ts";
import { statusReasonOf } from "../../calls/reason-of.ts";
import { icons, stateOfCall } from "../../calls/state-of-call.ts";
import { type Step, timelineOf } from "./timeline-of.ts";

/** What happened, newest first, with the waits written between. */
export function Timeline({ call, attempts, decisions }: {
  call: CallSchedule;
  attempts: readonly CallAttempt[];
  decisions: readonly Decision[];
}) {
  return (
    <ol class="flex flex-col">
      {timelineOf(call, attempts, decisions).map((step, index) => (
        <li key={index} class="grid grid-cols-[1.5rem_1fr] gap-x-3">
          <OneStep step={step} call={call} />
        </li>
      ))}
    </ol>
  );
}

function OneStep({ step, call }: { step: Step; call: CallSchedule }) {
  const t = callTexts.value;
  const zone = organizationZone.value;
  switch (step.kind) {
    case "gap":
      return (
        <>
          <span class="mx-auto border-l border-dashed border-base-content/40" aria-hidden="true" />
          <span class="py-2 text-sm text-base-content/80">
            {step.isAhead ? t.waits(formatSpan(step.seconds)) : t.waited(formatSpan(step.seconds))}
          </span>
        </>
      );
    case "next":
      return (
        <Row icon="scheduled" at={step.at}>
          <p class="font-medium">
            {step.retry ? t.nextTry : t.planned} <FromNow at={step.at} zone={zone} />
          </p>
          {call.status_reason !== null && <p>{statusReasonOf(call)}</p>}
        </Row>
      );
    case "attempt":
      return <Attempt attempt={step.attempt} />;
    case "decision":
      return (
        <Row icon="hold" at={step.at}>
          <p class="font-medium">{t.heldBack}</p>
          <p>{tellDecision(step.decision, zone)}</p>
        </Row>
      );
    case "ended": {
      const state = stateOfCall(call, undefined, 0);
      return (
        <Row icon={icons[state]} at={step.at}>
          <p class="font-medium">{texts.value.states[state]}</p>
          {call.status_reason !== null && <p>{statusReasonOf(call)}</p>}
        </Row>
      );
    }
    case "booked":
      return (
        <Row icon="plus" at={step.at}>
          <p class="font-medium">
            {call.campaign_id !== null
              ? t.plannedByCampaign
              : call.rule_id !== null
              ? t.plannedByRule
              : t.bookedByHand}
          </p>
        </Row>
      );
  }
}

function Row({ icon, at, children }: { icon: IconName; at: string; children: ComponentChildren }) {
  return (
    <>
      <span class="flex flex-col items-center" aria-hidden="true">
        <span class="rounded-full border border-base-300 bg-base-100 p-1">
          <Icon name={icon} class="size-4" />
        </span>
        <span class="w-px flex-1 bg-base-300" />
      </span>
      <div class="flex flex-col pb-3">
        <span class="text-sm text-base-content/80">
          <Moment at={at} zone={organizationZone.value} />
        </span>
        {children}
      </div>
    </>
  );
}

/** Of the call that an attempt is or was, as far as it says. */
function Attempt({ attempt }: { attempt: CallAttempt }) {
  const t = callTexts.value;
  const outcome = outcomeOf(attempt);
  const facts: [string, string | null][] = [
    [t.talked, attempt.conversation_seconds === null ? null : formatTalk(attempt.conversation_seconds)],
    [t.lasted, attempt.duration_seconds === null ? null : formatSpan(attempt.duration_seconds)],
    [
      t.cost,
      attempt.cost_cents === null
        ? null
        : t.cents(formatNumber(attempt.cost_cents, { maximumFractionDigits: 2 })),
    ],
    [t.startedBy, t.triggers[attempt.trigger]],
    [t.bolnaStatus, attempt.bolna_status && sayBolnaStatus(attempt.bolna_status)],
    [trailTexts.value.columns.hangup_by, attempt.hangup_by && sayHungUpBy(attempt.hangup_by)],
    [trailTexts.value.columns.hangup_reason, attempt.hangup_reason && sayHangup(attempt.hangup_reason)],
    [t.bolnaId, attempt.bolna_call_id],
    [t.systemSays, inEnglishOnly(attempt.reason)],
  ];
  return (
    <Row icon={outcome.icon} at={attempt.claimed_at}>
      <p class="font-medium">
        {outcome.label}{" "}
        <span class="font-normal text-base-content/80">· {t.tryNumber(attempt.attempt_number)}</span>
      </p>
      {attempt.reason !== null && (
        <p>{tellReason(attempt.reason_code, attempt.reason, { zone: organizationZone.value })}</p>
      )}
      <details class="text-sm">
        <summary class="w-fit cursor-pointer py-1">{t.details}</summary>
        <dl class="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-box bg-base-200 p-3">
          {facts.map(([name, value]) =>
            value !== null && (
              <>
                <dt key={name} class="text-base-content/80">{name}</dt>
                <dd class="break-all">{value}</dd>
              </>
            )
          )}
        </dl>
      </details>
    </Row>
  );
}

function outcomeOf(attempt: CallAttempt): { label: string; icon: IconName } {
  const t = texts.value;
  if (attempt.state !== "ended") {
    const state = stateOfCall(
      {
        call_status: "in_progress",
        is_active: true,
        due_at: "",
        retry_at: null,
        not_before: null,
        status_reason_code: null,
      },
      attempt,
      0,
    );
    return { label: t.states[state], icon: icons[state] };
  }
  if (attempt.outcome === "completed") {
    return attempt.voicemail
      ? { label: t.states.voicemail, icon: "done" }
      : { label: t.states.reached, icon: "done" };
  }
  return {
    label: attempt.outcome === null ? t.states.findingOut : t.calls.outcomes[attempt.outcome],
    icon: "cross",
  };
}
