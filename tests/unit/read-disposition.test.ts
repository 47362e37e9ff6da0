import assert from "node:assert/strict";
import { readDisposition } from "../../supabase/functions/_shared/policy/read-disposition.ts";

/** Action and scope of what was extracted; `?` where a person should look. */
const meaningOf = (extracted: unknown) =>
  readDisposition(extracted).map(({ action, scope, needsReview }) =>
    `${action} ${scope}${needsReview ? "?" : ""}`
  );
const objective = (value: unknown, label = "High") => ({
  Compliance: { opt_out: { subjective: "…", objective: value, confidence_label: label } },
});

Deno.test("each option of the extraction means what it says, in any writing", () => {
  const meanings: [value: unknown, meaning: string[]][] = [
    ["all_calls", ["opt_out all"]],
    ["All_Calls ", ["opt_out all"]],
    ["all_marketing", ["opt_out marketing"]],
    ["this_topic", ["opt_out topic"]],
    ["wrong_number", ["wrong_number all"]],
    ["call_later", ["call_later all"]],
    ["no", []],
    ["maybe", []],
    [null, []],
    [{ all_calls: true }, []],
    ["constructor", []],
  ];
  for (const [value, meaning] of meanings) {
    assert.deepEqual(meaningOf(objective(value)), meaning, String(value));
  }
});

Deno.test("what is unsure stops marketing, for a person to look at", () => {
  assert.deepEqual(meaningOf(objective("all_calls", "Low")), ["opt_out marketing?"]);
});

Deno.test("the flat shapes are read too, and whatever else is there is not", () => {
  assert.deepEqual(meaningOf({ opt_out: "all_marketing", other: { no: "all_calls" } }), [
    "opt_out marketing",
  ]);
  assert.deepEqual(meaningOf({ do_not_call: true }), ["opt_out all"]);
  assert.deepEqual(meaningOf({ do_not_call: "No" }), []);
  for (const nothing of [null, undefined, "opt_out", 7, [], [["all_calls"]]]) {
    assert.deepEqual(meaningOf(nothing), [], JSON.stringify(nothing));
  }
});

Deno.test("an agent's own rules take the place of the usual ones", () => {
  const rules = [{ path: "$.result.stop", values: { ja: "opt_out_all" as const } }];
  assert.equal(readDisposition({ result: { stop: "Ja" }, opt_out: "all_calls" }, rules).length, 1);
});
