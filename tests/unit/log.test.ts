import assert from "node:assert/strict";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";

function collect(level: "debug" | "info" | "warn" | "error") {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({ functionName: "test", level, write: (line) => lines.push(JSON.parse(line)) });
  return { lines, log };
}

Deno.test("LOG_LEVEL decides which lines are written", () => {
  for (const [level, expected] of [["debug", 4], ["info", 3], ["warn", 2], ["error", 1]] as const) {
    const { lines, log } = collect(level);
    log.debug("a");
    log.info("a");
    log.warn("a");
    log.error("a");
    assert.equal(lines.length, expected);
  }
});

Deno.test("a child's lines carry its fields and the function's name", () => {
  const { lines, log } = collect("info");
  log.child({ request_id: "r-1" }).info("done", { ms: 3 });
  const { time, ...rest } = lines[0] ?? {};
  assert.deepEqual(rest, { level: "info", event: "done", function: "test", request_id: "r-1", ms: 3 });
  assert.match(String(time), /^\d{4}-.*Z$/);
});

Deno.test("a phone number in somebody else's message is blotted out, ids are not", () => {
  const { lines, log } = collect("info");
  const id = "7b0f2c9e-3c1d-4a57-9a3e-012345678901";
  log.error("failed", { error_message: "no route to +919876543210 today", schedule_id: id });
  assert.equal(lines[0]?.error_message, "no route to +… today");
  assert.equal(lines[0]?.schedule_id, id);
});
