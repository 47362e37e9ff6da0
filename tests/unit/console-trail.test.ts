import assert from "node:assert/strict";
import { auditLists } from "../../console/src/screens/settings/audit-lists.ts";
import { auditWords } from "../../console/src/screens/settings/audit-words.ts";
import { type AuditEntry, tellEntry } from "../../console/src/screens/settings/tell-entry.ts";
import { en } from "../../console/src/texts/en.ts";
import { hi, hiParts } from "../../console/src/texts/hi.ts";
import { translatedParts } from "../../console/src/texts/parts.ts";
import { language, texts } from "../../console/src/texts/texts.ts";
import { trailTexts } from "../../console/src/texts/trail.ts";
import { type AuditedTable, auditedTables, inOrderOfUse } from "../../console/src/trail/audited.ts";
import { sayBolnaStatus, sayHangup, sayHungUpBy } from "../../console/src/trail/say-bolna.ts";
import { isServersEnglish, sayColumn, sayValue } from "../../console/src/trail/tell-change.ts";
import { inOneLine, tellDifference } from "../../console/src/trail/told.ts";
import { projectRoot } from "../../local/stack/paths.ts";
import { phaseByStatus } from "../../supabase/functions/_shared/bolna/phase-by-status.ts";

function inHindi(check: () => void): void {
  texts.value = hi;
  translatedParts.value = hiParts;
  language.value = "hi";
  try {
    check();
  } finally {
    texts.value = en;
    translatedParts.value = null;
    language.value = "en";
  }
}

const person = "0b000000-0000-4000-8000-00000000000a";

/** As the audit log shows it, in one line. */
function told(table: AuditedTable, column: string, value: unknown): string | undefined {
  const said = sayValue(column, value, {
    zone: "Asia/Kolkata",
    words: auditWords()[table],
    names: new Map([[person, "Asha Rao"]]),
    lists: auditLists,
  });
  return said === undefined ? undefined : inOneLine(said);
}

/** The same of what changed. */
function changed(table: AuditedTable, column: string, before: unknown, after: unknown): string {
  const telling = { zone: "Asia/Kolkata", words: auditWords()[table], names: new Map(), lists: auditLists };
  return inOneLine(tellDifference(sayValue(column, before, telling), sayValue(column, after, telling)));
}

async function readSchemas(folder = "supabase/schemas"): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(projectRoot + folder)) {
    if (isDirectory) found.push(...await readSchemas(`${folder}/${name}`));
    else if (name.endsWith(".sql")) found.push(await Deno.readTextFile(`${projectRoot}${folder}/${name}`));
  }
  return found;
}

Deno.test("every table that is audited has its name in the log, and every column of what no type describes its own", async () => {
  const schemas = (await readSchemas()).join("\n");
  const audited = new Set(
    [...schemas.matchAll(/create trigger \w+_audit\w*\s[^;]*?\bon (?:public|private)\.(\w+)/g)].map((
      [, name],
    ) => name ?? ""),
  );
  assert.ok(audited.size > 20);
  // Of no organisation: no log shows them.
  const operators = new Set([
    "sync_schedule",
    "workers",
    "scheduler",
    "alert_rules",
    "alert_watch",
    "recoveries",
  ]);
  assert.deepEqual(
    [...audited].filter((name) => !operators.has(name)).sort(),
    auditedTables.filter((name) => name !== "people").toSorted(),
  );
  const [, columns = ""] = /create table private\.recovery_organizations \(([\s\S]*?)\n\);/.exec(schemas) ??
    [];
  const names = [...columns.matchAll(/^ {2}([a-z_]+) (?:integer|timestamptz|public\.)/gm)].map(([, name]) =>
    name ?? ""
  );
  const [, erased = ""] = /told := jsonb_build_object\(([\s\S]*?)\);/.exec(schemas) ?? [];
  names.push("audit_rows", ...[...erased.matchAll(/'([a-z_]+)', (?!s)/g)].map(([, name]) => name ?? ""));
  assert.ok(names.length > 12, names.join());
  const { columns: words } = trailTexts.value;
  assert.deepEqual(names.filter((name) => !Object.hasOwn(words, name)), []);
});

Deno.test("no word of the log is a program's: every column and every word that can stand there has words, in English and in Hindi", () => {
  const check = (pattern: RegExp) => {
    const { tables, columns, stands, bolna: { statuses, hungUpBy, hangups } } = trailTexts.value;
    for (const words of [tables, columns, stands, statuses, hungUpBy, hangups]) {
      for (const [code, word] of Object.entries(words)) assert.match(word, pattern, code);
    }
    for (const [table, of] of Object.entries(auditWords())) {
      for (const [column, words] of Object.entries(of)) {
        for (const [code, word] of Object.entries(words)) {
          assert.match(
            typeof word === "function" ? word({}) : String(word),
            pattern,
            `${table}.${column}: ${code}`,
          );
        }
      }
    }
  };
  check(/^[^_]{2,}$/);
  inHindi(() => {
    check(/^[^_]{2,}$/);
    const { columns, bolna: { hangups } } = trailTexts.value;
    for (const word of [...Object.values(columns), ...Object.values(hangups)]) {
      assert.match(word, /[\u0900-\u097f]/u);
    }
  });
});

Deno.test("what stands in the log is read as people write it: moments on the organisation's clock, days, spans, codes, names, and what is hidden", () => {
  assert.match(
    told("call_schedules", "due_at", "2031-03-01T10:00:00.275+00:00") ?? "",
    /^Sat,? 1 Mar( 2031)?, 15:30$/,
  );
  assert.match(told("call_schedules", "last_checkup_date", "2031-03-01") ?? "", /^Sat,? 1 Mar( 2031)?$/);
  assert.equal(told("organizations", "calling_hours_from", "09:00:00"), "09:00");
  assert.match(told("organizations", "queue_deadline_seconds", 300) ?? "", /^5 min/);
  assert.equal(told("call_attempts", "conversation_seconds", 62.4), "1:02");
  assert.equal(told("call_attempts", "cost_cents", 4.25), "4.25 ct");
  assert.equal(told("call_schedules", "call_status", "completed"), "Reached");
  assert.equal(told("call_schedules", "status_reason_code", "no_answer"), "Nobody answered.");
  assert.equal(
    told("call_schedules", "attention_code", "outcome_unknown"),
    en.reasons.attention.outcome_unknown,
  );
  assert.equal(told("call_schedules", "call_topic", "follow_up"), "Follow-up");
  assert.equal(told("call_schedules", "is_active", false), "no");
  assert.equal(told("call_schedules", "phone_country", "AE"), "United Arab Emirates");
  assert.equal(told("call_schedules", "occasion", "first"), "the first call");
  assert.equal(told("call_schedules", "contact_name", "private"), "(hidden)");
  assert.equal(told("call_schedules", "contact_name", "erased"), "(erased)");
  assert.equal(told("call_schedules", "created_by", person), "Asha Rao");
  assert.equal(told("call_schedules", "retry_at", null), undefined);
  // The same word means what its table means by it.
  assert.equal(told("contact_syncs", "reason_code", "refused"), "HubSpot refused.");
  assert.equal(told("call_attempts", "outcome", "refused"), "Refused by Bolna");
  assert.equal(told("consents", "purposes", ["service", "marketing"]), "Service; Marketing");
  assert.equal(told("webhooks", "events", ["call.completed"]), "A call was made");
  assert.equal(
    told("organizations", "allowed_number_kinds", ["GB:PREMIUM_RATE"]),
    "United Kingdom: premium rate",
  );
  assert.equal(
    changed("agents", "opening", ["say_ai", "say_business"], ["say_ai", "offer_opt_out"]),
    "removed: for whom it calls; added: how to be called no more",
  );
  // What a person wrote, and what nobody has described yet.
  assert.equal(told("agents", "name", "completed"), "completed");
  assert.equal(sayColumn("some_day_new"), "some day new");
  assert.equal(
    told("agents", "some_day_new", { max_retries: [1, { role: "x" }] }),
    "max retries: 1; Role: x",
  );
});

Deno.test("JSON is told as a list, and of a change only what differs", () => {
  assert.equal(
    told("organizations", "retry_policy", { busy: { max_retries: 2, minutes: [5, 1_440] }, max_attempts: 3 }),
    "Busy: 2 more tries, after 5, 1,440 minutes; Tries in all: 3",
  );
  // Minutes since Monday, as Postgres writes them; Saturday's last hours run into Sunday.
  const week = "{[540,1080),[1440,1500),[8460,8700)}";
  const rest = "Wednesday: No calls; Thursday: No calls; Friday: No calls";
  assert.equal(
    told("calling_policies", "week", week),
    `Monday: 09:00–18:00; Tuesday: 00:00–01:00; ${rest}; Saturday: 21:00–24:00; Sunday: 00:00–01:00`,
  );
  assert.equal(
    changed("calling_policies", "week", week, "{[540,720),[780,1050),[1440,1500),[8460,8700)}"),
    "Monday: 09:00–18:00 → 09:00–12:00, 13:00–17:30",
  );
  assert.match(changed("calling_policies", "week", null, week), /^Monday: – → 09:00–18:00; /);
  const caps = [{ calls: 2, per: "24 hours" }, { calls: 5, per: "7 days", scope: "subject" }];
  assert.equal(
    changed("calling_policies", "caps", caps, caps.with(0, { calls: 1, per: "24 hours" })),
    "removed: at most 2 in 24 hours (all calls); added: at most 1 in 24 hours (all calls)",
  );
  assert.match(
    told("calling_policies", "blackouts", [{
      from: "2031-02-28T18:30:00Z",
      to: "2031-03-01T18:30:00Z",
      reason: "Holi",
    }]) ?? "",
    /^Sat,? 1 Mar( 2031)?, 00:00 – Sun,? 2 Mar( 2031)?, 00:00: Holi$/,
  );
  assert.equal(
    told("call_schedule_rules", "custom_conditions", {
      all: [
        { property: "days_since_checkup", operator: "at_least", value: 5 },
        { property: "country", operator: "one_of", value: ["IN", "AE"] },
        { property: "language", operator: "is_set" },
      ],
    }),
    "Days since check-up at least 5; Country is one of IN, AE; Language is known",
  );
  assert.equal(
    told("agents", "dispositions", [{ path: "$.wish", values: { stop: "opt_out_all" } }]),
    "$.wish: “stop”: never called again",
  );
  assert.equal(
    told("calling_policies", "loosened", [{ rule_id: "*", reason: "A test", until: null }]),
    "All hours and limits: A test",
  );
  assert.equal(told("audience_uploads", "rejected", [{ line: 1 }]), "(hidden)");
  assert.equal(told("agents", "dispositions", []), undefined);
  // Whatever else may once have been written there breaks nothing.
  for (const list of Object.values(auditLists)) {
    for (const value of [{}, [], [null], [[1]], "text", 5, { all: 3, busy: null }]) list(value, "UTC");
  }
});

Deno.test("what a thing is known by stands first, what is for whoever looks for a fault last", () => {
  assert.deepEqual(inOrderOfUse(["worker", "due_at", "bolna_call_id", "rule_name", "state"]), [
    "rule_name",
    "due_at",
    "state",
    "worker",
    "bolna_call_id",
  ]);
});

Deno.test("how a call ended is told in our words however Bolna spells it, and what is not known is quoted as what it is", () => {
  for (const said of ["Call recipient hung up", "Call recipient hungup", "call_recipient_hung-up."]) {
    assert.equal(sayHangup(said), "The called person hung up.");
  }
  assert.equal(sayHangup("inactivity_timeout"), "Nobody said anything any more, so the agent hung up.");
  assert.equal(sayHangup("llm_prompted_hangup"), "The agent ended the talk and hung up.");
  assert.equal(sayHangup("Normal Hangup"), "The call came to its end.");
  assert.equal(sayHangup("Call cancelled"), "The call was cancelled.");
  assert.equal(
    sayHangup("Carrier ended because call limit exceeded"),
    "The telephone company ended it: calls may not be longer.",
  );
  assert.equal(sayHangup("Pigeon lost"), "Bolna said: “Pigeon lost”");
  assert.equal(sayHungUpBy("API Request"), "The agent");
  assert.equal(sayHungUpBy("Vobiz"), "Bolna said: “Vobiz”");
  assert.equal(told("call_attempts", "termination_reason", "no_answer"), "No answer");
  assert.equal(sayBolnaStatus("call-disconnected"), "The line is down");
  for (const status of phaseByStatus.keys()) assert.doesNotMatch(sayBolnaStatus(status), /said/, status);
  assert.equal(told("call_attempts", "hangup_reason", "Call unanswered"), "Nobody answered.");
  inHindi(() => {
    assert.equal(sayHangup("Call recipient was busy"), "लाइन व्यस्त थी।");
    assert.equal(sayHangup("Pigeon lost"), "Bolna ने कहा: “Pigeon lost”");
  });
});

Deno.test("what the server wrote in English beside a code is shown in English alone; what a person wrote, to everybody", () => {
  const change: Record<string, unknown> = {
    status_reason: "The call was answered.",
    status_reason_code: "answered",
    paused_reason: "Lunch",
    paused_code: "by_user",
    calling_paused_reason: "Bolna's wallet is empty.",
    calling_paused_code: "balance_low",
    cancelled_reason: "Enough",
    call_topic: "any",
  };
  const hidden = () =>
    Object.keys(change).filter((column) => isServersEnglish(column, (name) => change[name]));
  assert.deepEqual(hidden(), []);
  inHindi(() => assert.deepEqual(hidden(), ["status_reason", "calling_paused_reason"]));
});

Deno.test("an alert's own threshold is told in its unit, and none as never; ids by their names, and a call by its link alone", () => {
  const entry = (
    table: string,
    action: AuditEntry["action"],
    changes: AuditEntry["changes"],
  ): AuditEntry => ({
    id: 1,
    occurred_at: "2031-03-01T10:00:00Z",
    actor_id: null,
    actor_kind: "service",
    action,
    table,
    row_id: "calls_late",
    changes,
  });
  const names = new Map([[person, "Five days"]]);
  const tell = (one: AuditEntry) =>
    tellEntry(one, { zone: "UTC", names, units: new Map([["calls_late", "seconds"]]) })
      .map(({ column, told }) => `${column}: ${inOneLine(told).replace(/15 mins?/, "15 min")}`);
  assert.deepEqual(tell(entry("alert_thresholds", "insert", { threshold: 900 })), ["threshold: 15 min"]);
  assert.deepEqual(tell(entry("alert_thresholds", "insert", {})), ["threshold: never"]);
  assert.deepEqual(tell(entry("alert_thresholds", "update", { threshold: [900, null] })), [
    "threshold: 15 min → never",
  ]);
  const attempt = {
    schedule_id: "0b000000-0000-4000-8000-00000000000b",
    rule_id: person,
    call_language: "en-IN",
  };
  assert.deepEqual(tell(entry("call_attempts", "insert", attempt)), [
    "call_language: English (India)",
    "rule_id: Five days",
  ]);
});
