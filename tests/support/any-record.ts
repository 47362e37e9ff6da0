import fc from "fast-check";

/** Written as a number that JSON can say and no double can hold. */
const huge = "<1e400>";

const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
/** Any UTF-16: control characters, halves of pairs, and emoji just where a text is cut. */
const text = fc.oneof(
  fc.array(unit, { maxLength: 30 }).map((units) => units.join("")),
  fc.tuple(
    fc.constantFrom("x", "😀", "\0", "\ud83d", "\n", '"', "İ"),
    fc.nat(1200),
    fc.constantFrom("😀", "\ude00", ""),
  )
    .map(([piece, times, last]) => `${piece.repeat(times)}${last}`),
  fc.constantFrom("__proto__", "null", "NaN", "+919876543210", "1e400", "-1", " 12 ", ""),
);
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(1e308, 5e-324, -0, 2 ** 63),
  fc.constant(huge),
);
const time = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    "0000-01-01T00:00:00",
    "2026-02-30T10:00:00",
    "2026-11-24T20:00:00.123456",
    "now",
    "infinity",
  ),
);
const anything = fc.oneof(text, number, time, fc.boolean(), fc.constant(null), fc.jsonValue());

const telephony = fc.record({
  duration: anything,
  provider_call_id: anything,
  call_type: anything,
  provider: anything,
  hangup_by: anything,
  hangup_reason: anything,
  hangup_provider_code: anything,
}, { requiredKeys: [] });

const status = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "completed",
      "no_answer",
      "Busy",
      "failed",
      "cancelled",
      "balance-low",
      "error",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("queued", "in-progress", "call-disconnected", "pondering") },
  { weight: 2, arbitrary: text },
  { weight: 1, arbitrary: anything },
);

/** A record as Bolna might give it on its worst day: every field that we read, holding anything. */
export const anyRecord = fc.record({
  status,
  agent_id: anything,
  error_message: anything,
  termination_reason: anything,
  created_at: anything,
  updated_at: fc.oneof(time, anything),
  conversation_duration: anything,
  conversation_time: anything,
  total_cost: anything,
  answered_by_voice_mail: anything,
  provider: anything,
  retry_count: anything,
  telephony_data: fc.oneof({ weight: 3, arbitrary: telephony }, { weight: 1, arbitrary: anything }),
  context_details: anything,
}, { requiredKeys: ["status"] });

/** The record as JSON text, its huge numbers as Bolna could write them. */
export function writeRecord(record: Record<string, unknown>): string {
  return JSON.stringify(record).replaceAll(JSON.stringify(huge), "1e400");
}
