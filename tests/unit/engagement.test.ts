import assert from "node:assert/strict";
import {
  describeEngagement,
  describeLastCall,
  dispositions,
  type EndedCall,
  readOutcome,
} from "../../supabase/functions/_shared/write-back/engagement.ts";

const everyDisposition = new Set<string>(Object.values(dispositions));

const call: EndedCall = {
  id: "6f0c9f1e-8a0c-4f0e-9a5b-6f1f7f0c2b11",
  owner_id: "77",
  outcome: "completed",
  answered: true,
  voicemail: false,
  duration_seconds: 93.4,
  conversation_seconds: 80,
  // Half past midnight of the 23rd in Kolkata, the 22nd in UTC.
  placed_at: new Date("2026-11-22T19:00:00Z"),
  hangup_reason: null,
};

Deno.test("each end of a call has its status, its GUID of reference 8.3 and its word", () => {
  const silent = { answered: false, conversation_seconds: 0 };
  const table: [Partial<EndedCall>, string | null, string | null, string | null][] = [
    [{}, "COMPLETED", "f240bbac-87c9-4f6e-bf70-924b57d47db7", "answered"],
    [{ voicemail: true }, "COMPLETED", "b2cf5968-551e-4856-9783-52b3da59a7d0", "voicemail"],
    [{ voicemail: true, ...silent }, "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20", "voicemail"],
    [silent, "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20", "no_answer"],
    [
      { outcome: "no_answer", ...silent },
      "NO_ANSWER",
      "73a0d17f-1163-4015-bdd5-ec830791da20",
      "no_answer",
    ],
    [
      { outcome: "no_answer", hangup_reason: "Call rejected", ...silent },
      "BUSY",
      "9d9162e7-6cf3-4944-bf63-4dff82258764",
      "busy",
    ],
    [{ outcome: "busy", ...silent }, "BUSY", "9d9162e7-6cf3-4944-bf63-4dff82258764", "busy"],
    [{ outcome: "failed", ...silent }, "FAILED", null, "failed"],
    [
      { outcome: "failed", hangup_reason: "Number Invalid", ...silent },
      "FAILED",
      "17b47fee-58de-441e-a44c-c6300d46f273",
      "failed",
    ],
    [{ outcome: "error", ...silent }, "FAILED", null, "failed"],
    [{ outcome: "stopped" }, "COMPLETED", "f240bbac-87c9-4f6e-bf70-924b57d47db7", "answered"],
    [{ outcome: "lost", ...silent }, null, null, null],
    [{ outcome: "settled_by_hand", answered: null, conversation_seconds: null }, null, null, null],
  ];
  for (const [change, status, disposition, text] of table) {
    assert.deepEqual(
      readOutcome({ ...call, ...change }),
      { status, disposition, text },
      JSON.stringify(change),
    );
  }
});

Deno.test("an engagement is all texts: times in UTC, the duration in milliseconds, our id as its external id", () => {
  assert.deepEqual(describeEngagement(call, everyDisposition), {
    hs_timestamp: "2026-11-22T19:00:00.000Z",
    hs_call_title: "AI voice call: answered",
    hs_call_body: "Outcome: answered. Ref 6f0c9f1e-8a0c-4f0e-9a5b-6f1f7f0c2b11",
    hs_call_direction: "OUTBOUND",
    hs_call_external_id: "6f0c9f1e-8a0c-4f0e-9a5b-6f1f7f0c2b11",
    hs_call_status: "COMPLETED",
    hs_call_disposition: "f240bbac-87c9-4f6e-bf70-924b57d47db7",
    hs_call_duration: "93400",
    hubspot_owner_id: "77",
  });
});

Deno.test("what is not known or not in the account is left out of the engagement", () => {
  const bare = describeEngagement({
    ...call,
    owner_id: null,
    duration_seconds: null,
    conversation_seconds: null,
  }, new Set([dispositions.busy]));
  for (const name of ["hs_call_disposition", "hs_call_duration", "hubspot_owner_id"]) {
    assert.ok(!(name in bare), name);
  }
  assert.equal(bare.hs_call_status, "COMPLETED");
});

Deno.test("the date of the last call is a day of the portal's zone, or a moment where the property is one", () => {
  const names = { last_call_date: "last_call", last_call_outcome: null, call_summary: null };
  const write = (dateType: string | null, timeZone: string) =>
    describeLastCall(call, names, { dateType, timeZone });
  assert.deepEqual(write("date", "Asia/Kolkata"), { last_call: "2026-11-23" });
  assert.deepEqual(write("date", "Pacific/Honolulu"), { last_call: "2026-11-22" });
  assert.deepEqual(write("datetime", "Asia/Kolkata"), { last_call: "2026-11-22T19:00:00.000Z" });
});

Deno.test("outcome and summary are written where they are configured, without a word about the person", () => {
  const names = { last_call_date: null, last_call_outcome: "last_outcome", call_summary: "call_summary" };
  const terms = { dateType: null, timeZone: "Asia/Kolkata" };
  assert.deepEqual(describeLastCall({ ...call, outcome: "no_answer" }, names, terms), {
    last_outcome: "no_answer",
    call_summary: "AI voice call on 2026-11-23: no answer.",
  });
  assert.deepEqual(describeLastCall({ ...call, outcome: "lost" }, names, terms), {
    last_outcome: "",
    call_summary: "AI voice call on 2026-11-23: outcome not known.",
  });
});
