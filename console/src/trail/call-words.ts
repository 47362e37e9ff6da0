import { callTexts } from "../texts/calls.ts";
import { texts } from "../texts/texts.ts";
import { trailTexts } from "../texts/trail.ts";
import type { WordsOf } from "./audited.ts";
import type { Word } from "./tell-change.ts";

type Tables = "call_schedules" | "call_attempts";

/** The words of calls and of their attempts: a new one of the database does not compile until it has its text. */
export function callWords(): { [Table in Tables]: WordsOf<Table, Word> } {
  const calls = callTexts.value;
  const { states, reasons, purposes, booking } = texts.value;
  return {
    call_schedules: {
      attention_code: reasons.attention,
      call_status: calls.statuses,
      phone_zone_source: booking.zoneSources,
      purpose: purposes,
      status_reason_code: reasons.codes,
    },
    call_attempts: {
      outcome: { ...calls.outcomes, completed: states.reached },
      reason_code: reasons.codes,
      retry_category: trailTexts.value.retryCategories,
      state: trailTexts.value.stands,
      trigger: calls.triggers,
    },
  };
}
