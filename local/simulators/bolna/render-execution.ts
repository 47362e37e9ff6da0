import type { Execution } from "./execution.ts";
import { describeHangup } from "./describe-hangup.ts";
import { talkSeconds } from "./plan-call.ts";
import type { Settings } from "./settings.ts";

export type ExecutionRecord = ReturnType<typeof renderExecution>;

/** The record as `GET /executions/{id}` and the webhooks show it at this moment of the call's life. */
export function renderExecution(execution: Execution, settings: Settings) {
  const { status, script } = execution;
  const done = status === "completed";
  const dropped = done || status === "call-disconnected";
  const talked = dropped ? talkSeconds(script) : 0;
  const createdAt = showTime(execution.createdAt, settings);
  const hangup = describeHangup(execution);
  return {
    id: execution.id,
    agent_id: execution.agent.id,
    batch_id: null,
    status,
    smart_status: status,
    error_message: status === "error" ? "Telephony provider authentication failed" : null,
    ...(settings.terminationReason ? { termination_reason: hangup.termination } : {}),
    created_at: createdAt,
    updated_at: showTime(execution.updatedAt, settings),
    scheduled_at: execution.scheduledAt !== null
      ? showTime(execution.scheduledAt, settings)
      : settings.immediateScheduledAt === "created_at"
      ? createdAt
      : null,
    initiated_at: execution.initiatedAt === null ? null : showTime(execution.initiatedAt, settings),
    conversation_duration: talked,
    ...renderCost(talked, done),
    transcript: talked === 0 ? null : transcriptOf(execution),
    summary: null,
    extracted_data: done && script.outcome !== "voicemail" && talked > 0
      ? script.extracts ?? EXTRACTED
      : null,
    answered_by_voice_mail: done ? script.outcome === "voicemail" : null,
    user_number: execution.to,
    agent_number: execution.from,
    provider: execution.agent.telephonyProvider,
    telephony_data: {
      duration: done ? String(Math.ceil(talked)) : "0.0",
      to_number: execution.to,
      from_number: execution.from,
      recording_url: recordingOf(execution, talked),
      hosted_telephony: true,
      provider_call_id: `sim-${execution.id}`,
      call_type: "outbound",
      provider: execution.agent.telephonyProvider,
      hangup_by: hangup.by,
      hangup_reason: hangup.reason,
      hangup_provider_code: hangup.code,
    },
    transfer_call_data: null,
    batch_run_details: null,
    context_details: { recipient_data: execution.userData, recipient_phone_number: execution.to },
    retry_config: execution.retry,
    retry_count: execution.retryCount,
    retry_history: execution.retryHistory.length === 0 ? null : [...execution.retryHistory],
    tool_call_logs: execution.toolCalls.map(({ name, status }) => ({ name, status })),
    deleted: false,
  };
}

/** The row of `GET /v2/agent/{id}/executions` in the form the settings ask for. */
export function renderRow(execution: Execution, settings: Settings) {
  const record = renderExecution(execution, settings);
  if (settings.listRows === "full") return record;
  const { id, status, conversation_duration, created_at } = record;
  const { to_number, from_number, duration, call_type, provider } = record.telephony_data;
  const numbers = settings.listRows === "bare" ? {} : { to_number, from_number };
  const telephony_data = { ...numbers, duration, call_type, provider };
  return { id, status, conversation_duration, created_at, telephony_data };
}

const EXTRACTED = {
  outcome: {
    interested: {
      subjective: "Wants to come on Monday",
      objective: "yes",
      confidence: 0.92,
      confidence_label: "High",
    },
  },
};

/** Python's isoformat: microseconds, and often no offset although it is UTC. */
function showTime(time: Date, settings: Settings): string {
  return time.toISOString().replace("Z", settings.timestamps === "naive" ? "000" : "000+00:00");
}

/** Cents. At call-disconnected the platform and network legs are still missing. */
function renderCost(talked: number, done: boolean) {
  const cents = (perMinute: number) => Math.round(perMinute * talked / 60 * 1000) / 1000;
  const legs = {
    llm: cents(1.2),
    network: done ? cents(0.9) : 0,
    platform: done ? cents(2) : 0,
    synthesizer: cents(1.5),
    transcriber: cents(0.8),
  };
  const total = Object.values(legs).reduce((sum, leg) => sum + leg, 0);
  return { total_cost: Math.round(total * 1000) / 1000, cost_breakdown: talked === 0 ? null : legs };
}

function transcriptOf(execution: Execution): string {
  const greeting = "assistant: Hello, this is a call about your appointment.\n";
  if (execution.script.outcome === "voicemail") return greeting;
  const { says = ["Yes, Monday is fine."] } = execution.script;
  const answers = execution.toolCalls.map(({ say }) => `assistant: ${say}\n`).join("");
  return greeting + says.map((said) => `user: ${said}\n`).join("assistant: I see.\n") + answers;
}

/** null, then "" when the line drops, then the address. */
function recordingOf(execution: Execution, talked: number): string | null {
  if (execution.status === "completed" && talked > 0) {
    return `https://api.bolna.ai/recordings/call/${execution.id}`;
  }
  return execution.status === "call-disconnected" ? "" : null;
}
