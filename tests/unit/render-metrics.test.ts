import assert from "node:assert/strict";
import { codes } from "../../supabase/functions/_shared/platform/codes.ts";
import { families } from "../../supabase/functions/metrics/families.ts";
import { renderMetrics } from "../../supabase/functions/metrics/render-metrics.ts";

const linesOf = (text: string, start: string) => text.split("\n").filter((line) => line.startsWith(start));

Deno.test("a metric has its help, its type and its samples, and ends with a line feed", () => {
  const text = renderMetrics([{ metric: "due_calls", labels: {}, value: 2 }]);
  assert.ok(text.startsWith(
    "# HELP call_scheduler_due_calls Calls that are due and that no switch holds back.\n" +
      "# TYPE call_scheduler_due_calls gauge\ncall_scheduler_due_calls 2\n# HELP",
  ));
  assert.ok(text.endsWith("\n") && !text.includes("\n\n"));
});

Deno.test("labels are escaped", () => {
  const text = renderMetrics([
    { metric: "due_calls", labels: { organization: 'a\\b"c\nd' }, value: 1 },
  ]);
  assert.deepEqual(linesOf(text, "call_scheduler_due_calls"), [
    String.raw`call_scheduler_due_calls{organization="a\\b\"c\nd"} 1`,
  ]);
});

Deno.test("what there is none of is told as 0, so that a rule sees it", () => {
  const text = renderMetrics([
    { metric: "calls_total", labels: { status: "failed", organization: "acme" }, value: 7 },
  ]);
  assert.deepEqual(linesOf(text, "call_scheduler_calls_total"), [
    'call_scheduler_calls_total{status="failed",organization="acme"} 7',
    ...codes.call_status.filter((status) => status !== "failed")
      .map((status) => `call_scheduler_calls_total{status="${status}"} 0`),
  ]);
  assert.deepEqual(linesOf(text, "call_scheduler_attention"), ["call_scheduler_attention 0"]);
  // Nothing is known of a webhook that never came.
  assert.doesNotMatch(text, /webhook_age/);
});

Deno.test("a histogram's parts are series of their own", () => {
  const metric = "call_lateness_seconds";
  const text = renderMetrics([
    { metric, labels: { part: "bucket", le: "0.5" }, value: 3 },
    { metric, labels: { part: "sum" }, value: 1.5 },
  ]);
  assert.deepEqual(linesOf(text, "call_scheduler_call_lateness"), [
    'call_scheduler_call_lateness_seconds_bucket{le="0.5"} 3',
    "call_scheduler_call_lateness_seconds_sum 1.5",
  ]);
});

Deno.test("what only grows is a counter, and is named as one", () => {
  for (const [name, { type }] of Object.entries(families)) {
    assert.equal(type === "counter", name.endsWith("_total"), name);
  }
});
