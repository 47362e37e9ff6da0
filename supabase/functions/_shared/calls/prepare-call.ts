import { phoneRef } from "../phone/phone-cipher.ts";
import { PhoneKeyError } from "../phone/phone-keys.ts";
import { buildCallBody, type CallBody } from "../bolna/call-body.ts";
import { DatabaseError } from "../platform/database.ts";
import type { DispatchOutcome } from "./dispatch-outcome.ts";
import type { ClaimedCall, DispatchDeps } from "./types.ts";
import type { Code } from "../platform/codes.ts";

type Prepared = { ready: true; body: CallBody } | { ready: false; outcome: DispatchOutcome };

/** The request for a claimed call, or the reason why there can be none. Nothing has left the machine yet. */
export async function prepareCall({ settings, cipher }: DispatchDeps, call: ClaimedCall): Promise<Prepared> {
  const bolnaAgentId = call.bolna_agent_id ?? settings.bolnaAgentId;
  if (bolnaAgentId === undefined) {
    return stop(
      "paused",
      "bolna_agent_unset",
      "No Bolna agent is set: give the agent a bolna_agent_id, or set BOLNA_AGENT_ID.",
    );
  }
  const opened = await openPhone(cipher, call);
  if (opened instanceof PhoneKeyError) return stop("paused", opened.code, opened.message);
  if (opened === null) {
    return stop(
      "refused",
      "phone_record_invalid",
      "The stored phone number does not belong to this call or was changed, so it was not dialled.",
    );
  }
  const body = buildCallBody({
    bolnaAgentId,
    recipientPhone: opened,
    fromNumber: call.from_number ?? settings.bolnaFromNumber ?? null,
    callRef: call.attempt_id,
    scheduleId: call.schedule_id,
    orgId: call.org_id,
    contactName: call.contact_name,
    callTopic: call.call_topic,
    callLanguage: call.call_language,
  });
  return { ready: true, body };
}

/**
 * The number in E.164, or null when it cannot be trusted. The database's guard against two live calls to one number
 * looks at the hash, so a number that does not fit its hash would slip past it. A key that is at fault is given back: every
 * call stored with it would fare the same, and none is to be spent on it.
 */
async function openPhone(
  cipher: DispatchDeps["cipher"],
  call: ClaimedCall,
): Promise<string | PhoneKeyError | null> {
  try {
    const phone = await cipher.decrypt(phoneRef(call.org_id, call.schedule_id), call.contact_phone_enc);
    return await cipher.fits(call.org_id, phone, call.contact_phone_hash) ? phone : null;
  } catch (error) {
    if (error instanceof PhoneKeyError) return error;
    // Whether the key is right could not be asked: that says nothing of the number.
    if (error instanceof DatabaseError) throw error;
    return null;
  }
}

function stop(outcome: "paused" | "refused", reasonCode: Code<"reason_code">, reason: string): Prepared {
  return { ready: false, outcome: { outcome, httpStatus: null, reasonCode, reason } };
}
