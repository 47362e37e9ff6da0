import { createHash } from "node:crypto";
import { base64urlnopad } from "@scure/base";
import { classifyStatus, normaliseStatus } from "../bolna/status.ts";
import { redactText } from "../platform/redact-text.ts";
import type { ExecutionFacts } from "./summarise-execution.ts";

export interface SnapshotSource extends ExecutionFacts {
  id: string;
  agent_id: string | null;
  created_at: string | null;
  provider: string | null;
  retry_count: number | null;
  call_ref: string | null;
  telephony_data:
    | ExecutionFacts["telephony_data"] & {
      provider_call_id: string | null;
      call_type: string | null;
      provider: string | null;
    }
    | null;
}

/**
 * What is kept of an event: a white list, so that no number, name, transcript, summary or recording can slip
 * in with a field that Bolna adds tomorrow.
 */
export function takeSnapshot(execution: SnapshotSource) {
  const line = execution.telephony_data;
  return {
    id: execution.id,
    agent_id: execution.agent_id,
    status: normaliseStatus(execution.status),
    call_ref: execution.call_ref,
    created_at: execution.created_at,
    updated_at: execution.updated_at,
    error_message: safe(execution.error_message),
    termination_reason: safe(execution.termination_reason),
    conversation_duration: execution.conversation_duration,
    total_cost: execution.total_cost,
    answered_by_voice_mail: execution.answered_by_voice_mail,
    provider: execution.provider,
    retry_count: execution.retry_count,
    telephony_data: line === null ? null : {
      duration: line.duration,
      provider_call_id: line.provider_call_id,
      call_type: line.call_type,
      provider: line.provider,
      hangup_by: line.hangup_by,
      hangup_reason: safe(line.hangup_reason),
      hangup_provider_code: line.hangup_provider_code,
    },
  };
}
export type ExecutionSnapshot = ReturnType<typeof takeSnapshot>;

/**
 * A hash by which a redelivery is known: of an execution's few events no two share one (128 bits of SHA-256, as 22
 * characters: it lies in the row and in its index). Two deliveries of one event can differ in `updated_at`, which Bolna moves
 * while it works on a record, so that field does not count; any other difference is news.
 */
export function hashSnapshot(snapshot: ExecutionSnapshot): string {
  // `takeSnapshot` fixes the order of the keys, so the text is canonical.
  const text = JSON.stringify({ ...snapshot, updated_at: null });
  // Not crypto.subtle: its way to another thread and back costs more than the hash.
  return base64urlnopad.encode(createHash("sha256").update(text).digest().subarray(0, 16));
}

/**
 * What is stored of it beside the columns of its row. Left out is what those say, what is null or said twice, that we called out, as we
 * always do, and what is 0 or false of a call that goes on: how it ends is not known until then.
 */
export function packSnapshot(snapshot: ExecutionSnapshot): Record<string, unknown> {
  const { id: _, status, call_ref: _ref, retry_count: _count, telephony_data, ...rest } = snapshot;
  const { provider, call_type, ...facts } = telephony_data ?? { provider: null, call_type: null };
  const saysNothing: unknown[] = classifyStatus(status) === "live" ? [null, 0, false] : [null];
  const line = without(saysNothing, {
    ...facts,
    provider: provider === rest.provider ? null : provider,
    call_type: call_type === "outbound" ? null : call_type,
  });
  return { ...without(saysNothing, rest), ...(Object.keys(line).length > 0 && { telephony_data: line }) };
}

function without(values: unknown[], facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => !values.includes(value)));
}

function safe(text: string | null): string | null {
  return text === null ? null : redactText(text, 300);
}
