import type { BolnaExecution } from "../bolna/client.ts";
import { phoneRef } from "../phone/phone-cipher.ts";
import type { LostCall, RecoveryWindow } from "./recovery-calls.ts";
import { settleByReading } from "./settle-by-reading.ts";
import { storeEvent } from "./store-event.ts";
import type { FollowUpDeps } from "./types.ts";

type Adoption = "kept" | "already_there" | "wait" | "over" | "unidentified";

/**
 * Makes a call ours again that Bolna made and whose attempt was lost: the attempt with its id, then what its record says,
 * and its end where it is over. Where even the booking is lost it is written down anew, by what Bolna was sent of it.
 * Throws a `DatabaseError`; then it is found again.
 */
export async function adoptExecution(
  deps: FollowUpDeps,
  window: RecoveryWindow,
  bolnaAgentId: string,
  execution: BolnaExecution & { call_ref: string },
): Promise<Adoption> {
  const { calls, log } = deps;
  const { id: executionId, call_ref: callRef, sent } = execution;
  const calledAt = execution.created_at === null ? window.starts_at : new Date(execution.created_at);
  const scheduleRef = sent.schedule_ref ?? callRef;
  const found = { executionId, callRef, scheduleRef, calledAt, bolnaAgentId };
  let { outcome } = await calls.adoptCall(window.id, found);
  if (outcome === "not_found") {
    const lost = await describeLostCall(deps, window, execution, scheduleRef);
    outcome = lost === null ? "lost" : (await calls.adoptCall(window.id, found, lost)).outcome;
  }
  if (outcome === "lost" || outcome === "not_found") {
    await calls.noteUnidentifiedCall(window.id, executionId, calledAt);
    log.error("recovered_call_unidentified", { execution_id: executionId });
    return "unidentified";
  }
  if (outcome !== "kept") return outcome;
  log.info("lost_call_adopted", { attempt_id: callRef, execution_id: executionId });
  const event = await storeEvent(deps, executionId, execution, "read");
  if (event.settle) await settleByReading(deps, { attemptId: callRef, executionId });
  return "kept";
}

/** How the call is written down anew; null: of whose call it was, or whom it rang, the record says nothing. */
async function describeLostCall(
  { calls, cipher }: FollowUpDeps,
  { bolna_agent_id: agent }: RecoveryWindow,
  { sent, call_language }: BolnaExecution,
  scheduleId: string,
): Promise<LostCall | null> {
  const phone = readNumber(sent.phone);
  if (phone === null) return null;
  // Calls of before the reference was sent along: their agent says whose they are, where it speaks for one organisation alone.
  const speaksFor = sent.org_ref === null ? await calls.listOrganizationsOfAgent(agent) : [sent.org_ref];
  const [orgId] = speaksFor;
  if (orgId === undefined || speaksFor.length > 1) return null;
  return {
    org_id: orgId,
    agent,
    contact_name: sent.contact_name || "Unknown",
    call_topic: sent.call_topic || "follow_up",
    call_language: call_language || "en-IN",
    contact_phone_enc: await cipher.encrypt(phoneRef(orgId, scheduleId), phone),
    contact_phone_hash: await cipher.hash(orgId, phone),
    global_phone_hash: await cipher.globalHash(phone),
  };
}

/** E.164, as we sent it; Bolna has been seen to give numbers back without their plus. */
function readNumber(text: string | null): string | null {
  const digits = /^\+?([1-9]\d{6,14})$/.exec(text ?? "")?.[1];
  return digits === undefined ? null : `+${digits}`;
}
