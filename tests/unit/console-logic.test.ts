import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { readLink } from "../../console/src/auth/link.ts";
import { isBlockedDay } from "../../console/src/booking/blocked-days.ts";
import { type CallFacts, stateOfCall, toneOf } from "../../console/src/calls/state-of-call.ts";
import { toCsv } from "../../console/src/lib/csv-text.ts";
import { formatFromNow } from "../../console/src/lib/format.ts";
import { parsePlace } from "../../console/src/lib/place.ts";
import { addDays, readWallTime, toOffsetTime, toWallTime } from "../../console/src/lib/wall-time.ts";
import { nextPollMs } from "../../console/src/live/poll-schedule.ts";
import { holdRows } from "../../console/src/screens/calls/hold-rows.ts";
import { timelineOf } from "../../console/src/screens/calls/timeline-of.ts";
import { daysChart } from "../../console/src/screens/reports/charts.ts";
import { reportsEn } from "../../console/src/texts/reports.en.ts";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";

const noon = Date.parse("2027-03-01T12:00:00Z");
const call: CallFacts = {
  call_status: "scheduled",
  is_active: true,
  due_at: "2027-03-01T13:00:00Z",
  retry_at: null,
  not_before: null,
  status_reason_code: null,
};

Deno.test("every state of a call has a word of ours, and waiting becomes a warning after a minute", () => {
  const state = (change: Partial<CallFacts>, attempt?: Parameters<typeof stateOfCall>[1]) =>
    stateOfCall({ ...call, ...change }, attempt, noon);
  assert.equal(state({}), "scheduled");
  assert.equal(state({ due_at: "2027-03-01T11:59:30Z" }), "waiting");
  assert.equal(state({ retry_at: "2027-03-01T13:00:00Z" }), "retrying");
  assert.equal(state({ is_active: false }), "onHold");
  const live = (attempt: "placing" | "placed" | "unknown", bolna_status: string | null) =>
    state({ call_status: "in_progress" }, { state: attempt, bolna_status, voicemail: null });
  assert.equal(live("placing", null), "dialling");
  assert.equal(live("placed", "queued"), "dialling");
  assert.equal(live("placed", "ringing"), "ringing");
  assert.equal(live("placed", "in-progress"), "onThePhone");
  assert.equal(live("unknown", null), "findingOut");
  assert.equal(state({ call_status: "completed" }), "reached");
  assert.equal(state({ call_status: "completed", status_reason_code: "voicemail" }), "voicemail");
  assert.equal(state({ call_status: "failed", status_reason_code: "busy" }), "notReached");
  assert.equal(state({ call_status: "failed", status_reason_code: "do_not_call" }), "couldNotCall");
  assert.equal(state({ call_status: "cancelled" }), "cancelled");
  for (const call_status of codes.call_status) {
    for (const status_reason_code of codes.reason_code) assert.ok(state({ call_status, status_reason_code }));
  }
  const waits = (seconds: number) =>
    toneOf("waiting", { ...call, due_at: new Date(noon - seconds * 1_000).toISOString() }, noon);
  assert.deepEqual([waits(30), waits(90)], ["neutral", "warning"]);
});

Deno.test("what a clock shows is the moment at which it shows it, in every zone, and the hours that it skips or doubles are seen", () => {
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    for (const at of ["2027-01-15T11:20:00.000Z", "2027-07-15T23:45:00.000Z"]) {
      const moments = readWallTime(toWallTime(at, zone), zone);
      assert.deepEqual(moments, { kind: "one", at: new Date(at) }, zone);
      assert.equal(new Date(toOffsetTime(new Date(at), zone)).toISOString(), at, zone);
    }
  }
  const zone = "America/New_York";
  assert.deepEqual(readWallTime({ day: "2026-03-08", time: "02:30" }, zone), {
    kind: "never",
    before: new Date("2026-03-08T06:30:00Z"),
    after: new Date("2026-03-08T07:30:00Z"),
  });
  assert.deepEqual(readWallTime({ day: "2026-11-01", time: "01:30" }, zone), {
    kind: "twice",
    first: new Date("2026-11-01T05:30:00Z"),
    second: new Date("2026-11-01T06:30:00Z"),
  });
  assert.equal(toOffsetTime(new Date("2026-11-01T06:30:00Z"), zone), "2026-11-01T01:30:00-05:00");
  assert.equal(readWallTime({ day: "", time: "10:00" }, zone), undefined);
  assert.equal(addDays("2027-02-28", 1), "2027-03-01");
});

Deno.test("how far off something is is told to the nearest unit, and 26 hours are no tomorrow", () => {
  // Without how this runtime shortens its units.
  const told = (seconds: number) =>
    formatFromNow(noon + seconds * 1_000, noon).replace(/(?<=\d) (day|h|m|s)[a-z.]*/, "$1");
  const spans = [0, 59, 119, 7_140, -7_140, 26 * 3_600, -47 * 3_600];
  assert.deepEqual(spans.map(told), ["now", "in 59s", "in 2m", "in 2h", "2h ago", "in 1day", "2day ago"]);
});

Deno.test("days on which the organisation does not call are blocked, and the past", () => {
  const open = [["09:00", "18:00"]];
  const policy = {
    week: { mon: open, tue: open, wed: open, thu: open, fri: open, sat: [], sun: [] },
    blackouts: [{ from: "2027-03-02T00:00:00+05:30", to: "2027-03-03T00:00:00+05:30", reason: "Closed" }],
  };
  const blocked = (day: string, known: typeof policy | undefined = policy) =>
    isBlockedDay(day, { policy: known, zone: "Asia/Kolkata", today: "2027-02-25" });
  assert.deepEqual(
    ["2027-02-24", "2027-02-26", "2027-02-27", "2027-03-01", "2027-03-02", "2027-03-03"].map((day) =>
      blocked(day)
    ),
    [true, false, true, false, true, false],
  );
  assert.equal(isBlockedDay("2027-02-27", { policy: undefined, zone: "UTC", today: "2027-02-25" }), false);
});

Deno.test("an address is read part by part, and what stands behind is no address", () => {
  const place = parsePlace("#/acme/calls/a%20b?status=scheduled&x=%", { words: "asha", count: 3 });
  assert.deepEqual({ ...place, query: place.query.get("status") }, {
    org: "acme",
    screen: "calls",
    rest: ["a b"],
    query: "scheduled",
    state: { words: "asha" },
  });
  assert.deepEqual(parsePlace("", null).org, null);
  assert.equal(parsePlace("#/%E0%A4%A/x", null).org, "%E0%A4%A");
});

Deno.test("a link by mail is a code, tokens or a refusal, and no address of ours is taken for one", () => {
  assert.deepEqual(readLink("?code=abc&for=password", "#/acme"), {
    kind: "code",
    code: "abc",
    choosesPassword: true,
  });
  assert.deepEqual(readLink("", "#access_token=a.b&refresh_token=r&type=invite"), {
    kind: "tokens",
    access: "a.b",
    refresh: "r",
    choosesPassword: true,
  });
  assert.deepEqual(readLink("", "#access_token=a.b&refresh_token=r&type=magiclink"), {
    kind: "tokens",
    access: "a.b",
    refresh: "r",
    choosesPassword: false,
  });
  assert.deepEqual(readLink("", "#error=access_denied&error_code=otp_expired"), { kind: "refused" });
  assert.deepEqual(readLink("?error=access_denied", ""), { kind: "refused" });
  for (const hash of ["", "#/acme/calls?status=scheduled", "#/x?access_token=a&refresh_token=b"]) {
    assert.equal(readLink("", hash), null, hash);
  }
});

Deno.test("the pulse is asked seldom while nothing happens, often while somebody watches calls, and ever more seldom without an answer", () => {
  const calm = { in_progress: 0, next_due_at: null, paused_reason: null };
  const next = (change: Partial<Parameters<typeof nextPollMs>[0]>) =>
    nextPollMs({
      pulse: calm,
      isToday: true,
      isWoken: false,
      hasNews: false,
      failures: 0,
      chance: 0.5,
      now: noon,
      ...change,
    });
  assert.equal(next({}), 10_000);
  assert.equal(next({ isToday: false }), 15_000);
  assert.equal(next({ pulse: { ...calm, in_progress: 1 } }), 2_000);
  assert.equal(next({ pulse: { ...calm, next_due_at: "2027-03-01T12:00:30Z" } }), 2_000);
  assert.equal(
    next({ pulse: { ...calm, next_due_at: "2027-03-01T11:00:30Z", paused_reason: "Fire." } }),
    10_000,
  );
  // Where the page is told of changes the questions are for what gets lost, also on the screen that people watch.
  const woken = { isWoken: true, pulse: { ...calm, in_progress: 1 } };
  assert.deepEqual([next(woken), next({ ...woken, hasNews: true })], [60_000, 2_000]);
  assert.equal(next({ ...woken, failures: 1 }), 2_000);
  assert.deepEqual([1, 2, 3, 20].map((failures) => next({ failures })), [2_000, 4_000, 8_000, 60_000]);
  assert.ok(next({ failures: 1, chance: 0 }) < next({ failures: 1, chance: 1 }));
});

Deno.test("rows keep their places while somebody reads: new ones wait, and what left the page is shown as it became", () => {
  const row = (id: string, state: string) => ({ id, state });
  const now = [row("c", "new"), row("a", "dialled")];
  assert.deepEqual(holdRows(null, now, new Map()), { rows: now, waiting: 0, gone: [] });
  assert.deepEqual(holdRows(["a", "b", "x"], now, new Map([["b", row("b", "done")]])), {
    rows: [row("a", "dialled"), row("b", "done")],
    waiting: 1,
    gone: ["b", "x"],
  });
});

Deno.test("a call's life is told newest first, with the waits between, and what is to come on top", () => {
  const attempt = {
    id: "1",
    attempt_number: 1,
    state: "ended" as const,
    outcome: "busy" as const,
    reason_code: "busy" as const,
    reason: "The line was busy.",
    trigger: "sweep" as const,
    due_at: "2027-03-01T10:00:00Z",
    claimed_at: "2027-03-01T10:00:00Z",
    placed_at: null,
    ended_at: "2027-03-01T10:00:20Z",
    bolna_call_id: null,
    bolna_status: null,
    answered: false,
    voicemail: null,
    conversation_seconds: null,
    duration_seconds: null,
    cost_cents: null,
    hangup_by: null,
    hangup_reason: null,
  };
  const steps = timelineOf(
    {
      ...call,
      created_at: "2027-03-01T09:00:00Z",
      updated_at: "2027-03-01T10:00:20Z",
      due_at: "2027-03-01T10:00:00Z",
      retry_at: "2027-03-01T10:30:20Z",
      not_before: "2027-03-01T11:00:20Z",
    },
    [attempt],
    [],
  );
  assert.deepEqual(
    steps.map((step) => step.kind === "gap" ? [step.kind, step.seconds, step.isAhead] : step.kind),
    [
      "next",
      ["gap", 3_600, true],
      "attempt",
      ["gap", 3_600, false],
      "booked",
    ],
  );
  assert.deepEqual(steps[0], { kind: "next", at: "2027-03-01T11:00:20Z", retry: true });
});

Deno.test("no spreadsheet executes a saved file", () => {
  const text = toCsv(["Who"], [["=1+1"], ["+91"], ['a "b"'], [-3]]);
  assert.equal(text, '\uFEFF"Who"\r\n"\'=1+1"\r\n"\'+91"\r\n"a ""b"""\r\n"-3"\r\n');
});

Deno.test("however few or many days a report has, each bar has its label below it, and no label is cut or on another", () => {
  const document = new DOMParser().parseFromString("<html><body></body></html>", "text/html");
  const begin = Date.parse("2001-01-01T00:00:00Z"); // No year that is this one, which a label leaves out.
  const counts = { voicemail: 3, no_answer: 9, busy: 4, failed: 2, cancelled: 1 };
  for (const width of [420, 950]) {
    for (const days of [1, 2, 7, 31, 366]) {
      const rows = Array.from({ length: days }, (_, day) => ({
        ...counts,
        key: new Date(begin + day * 86_400_000).toISOString().slice(0, 10),
        answered: 20 + day % 9,
      }));
      const spec = daysChart(rows, reportsEn);
      const figure = Plot.plot({ ...spec(Plot, width), document });
      const what = `${days} days in ${width} pixels`;
      const bars = [...figure.querySelectorAll("rect")].map((bar) => ({
        left: Number(bar.getAttribute("x")),
        broad: Number(bar.getAttribute("width")),
      }));
      assert.ok(bars.length === days * 6 && bars.every(({ broad }) => broad > 0 && broad < 72.5), what);
      const labels = [...figure.querySelectorAll("text")].filter((text) => /200[12]/.test(text.textContent))
        .map((text) => Number(/translate\(([\d.]+)/.exec(text.getAttribute("transform") ?? "")?.[1]));
      assert.ok(
        labels.length >= Math.min(days, 2) && labels.every((at) => at >= 45 && at <= width - 45),
        what,
      );
      assert.ok(labels.every((at, place) => place === 0 || at - (labels[place - 1] ?? 0) >= 90), what);
      const [first] = bars;
      assert.ok(first && Math.abs(first.left + first.broad / 2 - (labels[0] ?? 0)) < 1.5, what);
    }
  }
});
