import { dateIn } from "../platform/timestamps.ts";
import type { Code } from "../platform/codes.ts";

/** A call that ended, as `claim_crm_outbox` gives it. */
export interface EndedCall {
  /** The outbox entry's id: it becomes the engagement's external id. */
  id: string;
  /** Of the contact's owner in HubSpot; null where it has none. */
  owner_id: string | null;
  outcome: Code<"attempt_outcome">;
  answered: boolean | null;
  voicemail: boolean | null;
  duration_seconds: number | null;
  conversation_seconds: number | null;
  placed_at: Date;
  hangup_reason: string | null;
}

/** HubSpot's own outcomes of a call (reference 8.3). An account can rename or remove them. */
export const dispositions = {
  busy: "9d9162e7-6cf3-4944-bf63-4dff82258764",
  connected: "f240bbac-87c9-4f6e-bf70-924b57d47db7",
  leftVoicemail: "b2cf5968-551e-4856-9783-52b3da59a7d0",
  noAnswer: "73a0d17f-1163-4015-bdd5-ec830791da20",
  wrongNumber: "17b47fee-58de-441e-a44c-c6300d46f273",
} as const;

/** What a contact's outcome property is given; null: nobody knows how the call ended. */
export type OutcomeText = "answered" | "voicemail" | "no_answer" | "busy" | "failed";

interface Reading {
  text: OutcomeText | null;
  status: "COMPLETED" | "NO_ANSWER" | "BUSY" | "FAILED" | null;
  disposition: string | null;
}

/** How a call is shown in HubSpot (reference 8.3). */
export function readOutcome(call: EndedCall): Reading {
  const { outcome } = call;
  const said = call.hangup_reason ?? "";
  if (outcome === "busy" || (outcome === "no_answer" && /reject|declin/i.test(said))) return readings.busy;
  if (outcome === "no_answer") return readings.noAnswer;
  if (outcome === "failed" || outcome === "error") {
    // Only where the carrier says so: the word lets people take the number off.
    return /number invalid|invalid number/i.test(said) ? readings.wrongNumber : readings.failed;
  }
  if (outcome === "lost" || outcome === "settled_by_hand") return readings.notKnown;
  const spoke = (call.conversation_seconds ?? 0) > 0;
  if (call.voicemail) return spoke ? readings.messageLeft : readings.voicemail;
  return spoke || call.answered ? readings.answered : readings.noAnswer;
}

const readings = {
  answered: { text: "answered", status: "COMPLETED", disposition: dispositions.connected },
  messageLeft: { text: "voicemail", status: "COMPLETED", disposition: dispositions.leftVoicemail },
  // A machine took the call and was told nothing.
  voicemail: { text: "voicemail", status: "NO_ANSWER", disposition: dispositions.noAnswer },
  noAnswer: { text: "no_answer", status: "NO_ANSWER", disposition: dispositions.noAnswer },
  busy: { text: "busy", status: "BUSY", disposition: dispositions.busy },
  failed: { text: "failed", status: "FAILED", disposition: null },
  wrongNumber: { text: "failed", status: "FAILED", disposition: dispositions.wrongNumber },
  notKnown: { text: null, status: null, disposition: null },
} satisfies Record<string, Reading>;

/**
 * The properties of the Call engagement, all texts as HubSpot wants them. `knownDispositions`: the account's own; one that
 * it does not have is left out, because HubSpot would refuse the whole call. Body and title, which HubSpot renders as HTML,
 * are made of fixed words and our own id alone: no topic, name or summary, which may say something of a person's health.
 */
export function describeEngagement(
  call: EndedCall,
  knownDispositions: ReadonlySet<string>,
): Record<string, string> {
  const { text, status, disposition } = readOutcome(call);
  const seconds = call.duration_seconds ?? call.conversation_seconds;
  return {
    hs_timestamp: call.placed_at.toISOString(),
    hs_call_title: `AI voice call: ${inWords(text)}`,
    hs_call_body: `Outcome: ${inWords(text)}. Ref ${call.id}`,
    hs_call_direction: "OUTBOUND",
    hs_call_external_id: call.id,
    ...(status === null ? {} : { hs_call_status: status }),
    ...(disposition !== null && knownDispositions.has(disposition)
      ? { hs_call_disposition: disposition }
      : {}),
    ...(seconds === null ? {} : { hs_call_duration: `${Math.round(seconds * 1000)}` }),
    ...(call.owner_id === null ? {} : { hubspot_owner_id: call.owner_id }),
  };
}

/** Which of the contact's properties are written after a call; null: not that one. */
export interface LastCallProperties {
  last_call_date: string | null;
  last_call_outcome: string | null;
  call_summary: string | null;
}

/**
 * What the contact is given after its last call. `dateType`: HubSpot's type of the date property; a `datetime` takes the
 * moment, anything else the day in `timeZone` (IANA), the portal's. An outcome that nobody knows clears the one before.
 */
export function describeLastCall(
  call: EndedCall,
  names: LastCallProperties,
  { dateType, timeZone }: { dateType: string | null; timeZone: string },
): Record<string, string> {
  const { text } = readOutcome(call);
  const day = dateIn(timeZone, call.placed_at);
  const values = [
    [names.last_call_date, dateType === "datetime" ? call.placed_at.toISOString() : day],
    [names.last_call_outcome, text ?? ""],
    [names.call_summary, `AI voice call on ${day}: ${inWords(text)}.`],
  ] as const;
  return Object.fromEntries(values.flatMap(([name, value]) => name === null ? [] : [[name, value]]));
}

function inWords(text: OutcomeText | null): string {
  return text === null ? "outcome not known" : text.replace("_", " ");
}
