import { phoneRef } from "../phone/phone-cipher.ts";
import { buildCallBody, type CallBody } from "../bolna/call-body.ts";
import { constantTimeEqual } from "../platform/constant-time-equal.ts";
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
  // Every call closed with that key would fare the same, and none is at fault: burn nothing.
  const keyId = call.contact_phone_enc.split(".")[1];
  if (!settings.phoneEncryptionKeys.some(({ id }) => id === keyId)) {
    return stop(
      "paused",
      "phone_key_missing",
      "A key that phone numbers were encrypted with is missing from PHONE_ENCRYPTION_KEYS.",
    );
  }
  const recipientPhone = await openPhone(cipher, call);
  if (recipientPhone === null) {
    return stop(
      "refused",
      "phone_record_invalid",
      "The stored phone number does not belong to this call or was changed, so it was not dialled.",
    );
  }
  const body = buildCallBody({
    bolnaAgentId,
    recipientPhone,
    fromNumber: call.from_number ?? settings.bolnaFromNumber ?? null,
    callRef: call.attempt_id,
    contactName: call.contact_name,
    callTopic: call.call_topic,
    callLanguage: call.call_language,
  });
  return { ready: true, body };
}

/**
 * The number in E.164, or null when it cannot be trusted. The database's guard against two live calls to one number
 * looks at the hash, so a number that does not fit its hash would slip past it.
 */
async function openPhone(cipher: DispatchDeps["cipher"], call: ClaimedCall): Promise<string | null> {
  try {
    const phone = await cipher.decrypt(phoneRef(call.org_id, call.schedule_id), call.contact_phone_enc);
    const fits = constantTimeEqual(await cipher.hash(call.org_id, phone), call.contact_phone_hash);
    return fits ? phone : null;
  } catch {
    return null;
  }
}

function stop(outcome: "paused" | "refused", reasonCode: Code<"reason_code">, reason: string): Prepared {
  return { ready: false, outcome: { outcome, httpStatus: null, reasonCode, reason } };
}
