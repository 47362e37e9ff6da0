import assert from "node:assert/strict";
import { parseTap } from "../../local/pgtap/parse-tap.ts";

Deno.test("every assertion of a pgTAP file is counted, and one marked as to do does not fail it", () => {
  assert.deepEqual(parseTap(["1..3", "ok 1 - a", "not ok 2 - b # TODO later", "ok 3 - c"]), {
    passed: 3,
    failures: [],
  });
});

Deno.test("a failed assertion is told with what pgTAP says about it", () => {
  assert.deepEqual(parseTap(["1..2", "ok 1", "not ok 2 - b", "# Failed test 2", "#   have: 1"]), {
    passed: 1,
    failures: ["not ok 2 - b\n    # Failed test 2\n    #   have: 1"],
  });
});

Deno.test("a file without a plan, or with another number of assertions, fails", () => {
  assert.deepEqual(parseTap(["ok 1"]).failures, ["no plan"]);
  assert.deepEqual(parseTap(["1..3", "ok 1", "ok 2"]).failures, ["planned 3 assertions but ran 2"]);
});
