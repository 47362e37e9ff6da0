import type { CallSchedule } from "../api/types.ts";

/** Why a call stands where it stands: the server's sentence; null where its state says all. */
export function reasonOf(
  call: Pick<CallSchedule, "attention" | "attention_reason" | "status_reason" | "status_reason_code">,
): string | null {
  if (call.attention && call.attention_reason !== null) return call.attention_reason;
  return call.status_reason_code === "allowed" || call.status_reason_code === "answered"
    ? null
    : call.status_reason;
}
