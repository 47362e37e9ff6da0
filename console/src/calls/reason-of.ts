import type { CallSchedule } from "../api/types.ts";
import { organizationZone } from "../auth/organizations.ts";
import { formatMoment } from "../lib/format.ts";
import { tellReason, tellWord } from "../reasons/tell-reason.ts";
import { texts } from "../texts/texts.ts";

type Facts = Pick<
  CallSchedule,
  | "attention"
  | "attention_code"
  | "attention_reason"
  | "call_status"
  | "not_before"
  | "retry_at"
  | "status_reason"
  | "status_reason_code"
>;

/** Why a call stands where it stands; null where its state says all. */
export function reasonOf(call: Facts): string | null {
  if (call.attention && call.attention_reason !== null) return attentionOf(call);
  return call.status_reason_code === "allowed" || call.status_reason_code === "answered"
    ? null
    : statusReasonOf(call);
}

export function statusReasonOf(call: Facts): string | null {
  const until = call.call_status === "scheduled" ? call.retry_at ?? call.not_before : null;
  const zone = organizationZone.value;
  const tell = (until: string | null) =>
    tellReason(call.status_reason_code, call.status_reason, { until, zone });
  const said = tell(until);
  // Where the sentence itself does not say until when, that is said behind it.
  return said === null || until === null || said !== tell(null)
    ? said
    : `${said} ${texts.value.reasons.waitsUntil(formatMoment(until, zone))}`;
}

/** What a person has to find out about a call. */
export function attentionOf(call: Pick<CallSchedule, "attention_code" | "attention_reason">): string | null {
  return tellWord(texts.value.reasons.attention, call.attention_code, call.attention_reason);
}
