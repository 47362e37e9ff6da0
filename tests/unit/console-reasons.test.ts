import assert from "node:assert/strict";
import type { Decision } from "../../console/src/api/types.ts";
import { ApiProblem } from "../../console/src/api/problem.ts";
import { tellField, tellNamedField } from "../../console/src/reasons/tell-field.ts";
import { tellProblem } from "../../console/src/reasons/tell-problem.ts";
import { tellDecision, tellReason, tellWord } from "../../console/src/reasons/tell-reason.ts";
import { en } from "../../console/src/texts/en.ts";
import { hi } from "../../console/src/texts/hi.ts";
import { language, texts } from "../../console/src/texts/texts.ts";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";
import { fieldCodes } from "../../supabase/functions/_shared/platform/field-problem.ts";
import { problemCodes } from "../../supabase/functions/_shared/platform/problem-codes.ts";

/** Everything that the judge puts beside a code, in one. */
const data = {
  attempts: 3,
  calls: 2,
  certainty: "predicted",
  country: "AE",
  days: 7,
  deadline: "2027-03-03T12:00:00Z",
  from: "2027-03-01T00:00:00Z",
  jurisdiction: "US-NY",
  kind: "express_written",
  last: "2027-02-28T10:00:00Z",
  last_checkup_date: "2027-02-20",
  last_outcome: "no_answer",
  lines: 10,
  local: "2027-03-02 22:00",
  missing: ["say_ai", "offer_opt_out"],
  name: "Holi",
  nearest: "2027-03-04T09:00:00Z",
  period: "7 days",
  purpose: "marketing",
  reason: "Fire drill.",
  registry: "NDNC",
  to: "2027-03-05T00:00:00Z",
  topic: "check-up",
  via: "letter",
  when: "2027-02-10T08:00:00Z",
  whose: "the organisation",
  window: "09:00-19:00",
  zone: "America/New_York",
  zones: ["America/New_York", "America/Chicago"],
};
const decision: Decision = {
  code: "allowed",
  outcome: "defer",
  sentence: "THE SERVER'S SENTENCE",
  until: "2027-03-03T03:30:00Z",
  at: "2027-03-02T16:30:00Z",
  stage: "now",
  purpose: "marketing",
  zone: "America/New_York",
  zones: ["America/New_York"],
  zone_source: "number",
  jurisdictions: ["US"],
  rules: [],
  data,
};

function inLanguage(chosen: "en" | "hi", check: () => void): void {
  texts.value = chosen === "hi" ? hi : en;
  language.value = chosen;
  try {
    check();
  } finally {
    texts.value = en;
    language.value = "en";
  }
}

/** A whole sentence, with nothing of a program in it. */
function expectSentence(said: string | null, code: string): void {
  assert.match(said ?? "", /^.{4,}[.।]$/u, `${code}: ${said}`);
  assert.doesNotMatch(said ?? "", /undefined|null|NaN|\{|SENTENCE|_/, `${code}: ${said}`);
}

for (const chosen of ["en", "hi"] as const) {
  Deno.test(`every word of the lists that say why is said by the console itself, with what is known and without, in ${chosen}`, () =>
    inLanguage(chosen, () => {
      for (const code of codes.reason_code) {
        expectSentence(tellDecision({ ...decision, code }, "Asia/Kolkata"), code);
        expectSentence(
          tellDecision({ ...decision, code, data: {}, until: null, purpose: null }, "UTC"),
          code,
        );
        expectSentence(tellReason(code, decision.sentence, { zone: "Asia/Kolkata" }), code);
      }
      const { attention, alerts, pauses, stops, syncs, outbox, deliveries, warnings, refusals, fieldNames } =
        texts.value.reasons;
      // Whatever the API and the functions of the database refuse with.
      for (const code of [...problemCodes, ...codes.refusal_code]) {
        for (const status of [409, 422, 502, 503]) {
          const said = tellProblem(
            new ApiProblem(status, code, "THE SERVER'S SENTENCE", [], null, null),
            "UTC",
          );
          expectSentence(said, code);
        }
      }
      for (const code of codes.attention_code) expectSentence(attention[code], code);
      for (const code of codes.alert_code) expectSentence(alerts[code]("12", "sweep"), code);
      for (const code of codes.contact_sync_reason) expectSentence(syncs[code], code);
      for (const code of codes.outbox_reason) expectSentence(outbox[code], code);
      for (const code of codes.delivery_reason) expectSentence(deliveries[code], code);
      for (const sentence of [pauses, stops, refusals].flatMap((words) => Object.values(words))) {
        expectSentence(sentence, "");
      }
      for (const warning of Object.values(warnings)) expectSentence(warning("12"), "");
      for (const code of fieldCodes) {
        for (const limit of [null, 1_200]) {
          const said = tellField({ code, message: "THE SERVER'S SENTENCE", limit });
          expectSentence(said, code);
        }
      }
      // Both say the same ones, also where the list is open.
      assert.deepEqual(Object.keys(fieldNames), Object.keys(en.reasons.fieldNames));
      assert.deepEqual(Object.keys(warnings), Object.keys(en.reasons.warnings));
      assert.deepEqual(Object.keys(stops), Object.keys(en.reasons.stops));
    }));
}

Deno.test("Hindi says why in Hindi: no sentence is the English one", () => {
  const said = (chosen: "en" | "hi") => {
    const sentences: string[] = [];
    inLanguage(chosen, () => {
      for (const code of [...problemCodes, ...codes.refusal_code]) {
        sentences.push(tellProblem(new ApiProblem(409, code, "", [], null, null), "UTC"));
      }
      for (const code of fieldCodes) sentences.push(tellField({ code, message: "", limit: null }));
      for (const code of codes.reason_code) {
        sentences.push(tellDecision({ ...decision, code, data: {}, until: null, purpose: null }, "UTC"));
      }
    });
    return sentences;
  };
  const english = new Set(said("en"));
  for (const sentence of said("hi")) {
    assert.ok(!english.has(sentence), sentence);
    assert.match(sentence, /[\u0900-\u097f]/u);
  }
});

Deno.test("a word that the console does not know yet is said as the server says it in English, and never in English to others", () => {
  const said = () => [
    tellProblem(new ApiProblem(409, "brand_new", "The server's sentence.", [], null, null), "UTC"),
    // The Data API's sentences are for programmers.
    tellProblem(new ApiProblem(500, "57014", "", [], null, null), "UTC"),
    tellReason("brand_new", "The server's sentence.", { zone: "UTC" }),
    tellWord({}, "brand_new", "The server's sentence."),
    tellField({ code: "brand_new", message: "The server's sentence." }),
    // What a person wrote has no code.
    tellReason(null, "Closed for Holi", { zone: "UTC" }),
  ];
  assert.deepEqual(said(), [
    "The server's sentence.",
    en.problems.serverFailed,
    "The server's sentence.",
    "The server's sentence.",
    "The server's sentence.",
    "Closed for Holi",
  ]);
  inLanguage("hi", () => {
    const { newer } = hi.reasons;
    assert.deepEqual(said(), [
      hi.problems.unknown,
      hi.problems.serverFailed,
      newer,
      newer,
      newer,
      "Closed for Holi",
    ]);
  });
});

Deno.test("what is wrong with a field is said by its code, under the name that a person knows the field by", () => {
  const problem = (field: string, code: string | null, limit: number | null = null) => ({
    field,
    code,
    limit,
    message: "must be one of scheduled, in_progress",
  });
  assert.equal(
    tellNamedField(problem("status.0", "not_a_choice")),
    "Status: This is not one of the choices.",
  );
  assert.equal(tellNamedField(problem("call_topic", "too_long", 1_200)), "Topic: At most 1,200 characters.");
  inLanguage("hi", () => {
    assert.equal(tellNamedField(problem("status.0", "not_a_choice")), "स्थिति: यह विकल्पों में से एक नहीं है।");
  });
  // Neither is known here yet.
  assert.equal(
    tellNamedField(problem("some_day", "some_day_new")),
    "must be one of scheduled, in_progress",
  );
});

Deno.test("a reason is told with its details, on the clock that it is about, and one that is not known as the server says it", () => {
  const tell = (code: Decision["code"]) => tellDecision({ ...decision, code }, "Asia/Kolkata");
  // The year is said where it is another one than now.
  assert.match(
    tell("outside_window"),
    /^Tue,? 2 Mar( 2027)?, 22:00 in New York is outside the hours of your organisation \(09:00-19:00\)\.$/,
  );
  const byDefault = { ...decision, code: "outside_window" as const, data: { ...decision.data, whose: "*" } };
  assert.match(tellDecision(byDefault, "Asia/Kolkata"), / is outside the hours of the default policy \(/);
  assert.equal(tell("no_free_line"), "All 10 lines are busy; it is next.");
  assert.equal(
    tell("cap_number"),
    "This number may be called 2 times in 7 days (your organisation), and has been.",
  );
  assert.equal(tell("country_not_enabled"), "Calls to United Arab Emirates are not switched on here.");
  assert.match(
    tell("retry_wait"),
    /^Last time: no answer\. It is tried again from Wed,? 3 Mar( 2027)?, 09:00\.$/,
  );
  assert.equal(
    tell("agent_opening_missing"),
    "The agent does not say at the start that it is an artificial voice, how to be called no more. An admin sets what it says, under Agents.",
  );
  inLanguage("hi", () => assert.match(tell("no_free_line"), /^सभी 10 लाइनें/));
  assert.equal(tellReason("some_day_new", "What the server says.", { zone: "UTC" }), "What the server says.");
  assert.equal(tellReason(null, null, { zone: "UTC" }), null);
});
