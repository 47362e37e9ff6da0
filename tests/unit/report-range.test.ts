import assert from "node:assert/strict";
import { ApiError } from "../../supabase/functions/_shared/platform/errors.ts";
import { checkRange } from "../../supabase/functions/call-scheduling/reports/check-range.ts";

const now = new Date("2026-11-28T20:00:00Z");
const check = (range: { from?: string; to?: string }) => checkRange(range, "Asia/Kolkata", now);

Deno.test("a report without a range is of thirty days until today, where the organisation is", () => {
  assert.deepEqual(check({}), { from: "2026-10-31", to: "2026-11-29" });
  assert.deepEqual(check({ to: "2026-03-01" }), { from: "2026-01-31", to: "2026-03-01" });
});

Deno.test("one day, and 400 of them, are a range; less and more are none", () => {
  assert.deepEqual(check({ from: "2026-11-01", to: "2026-11-01" }), { from: "2026-11-01", to: "2026-11-01" });
  assert.ok(check({ from: "2025-01-01", to: "2026-02-04" }));
  for (
    const range of [
      { from: "2026-11-02", to: "2026-11-01" },
      { from: "2025-01-01", to: "2026-02-05" },
      { from: "2026-11-01T00:00:00Z", to: "2026-11-01T00:00:00Z" },
      { from: "2026-12-01" },
    ]
  ) {
    assert.throws(
      () => check(range),
      (error) => error instanceof ApiError && error.status === 422 && error.code === "range_invalid",
    );
  }
});
