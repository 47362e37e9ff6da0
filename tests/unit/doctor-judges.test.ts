import assert from "node:assert/strict";
import { judgeRecovery } from "../../local/doctor/check-recovery.ts";
import { judgeSealing } from "../../local/doctor/check-workers.ts";

Deno.test("doctor waits a quarter of an hour for the sealing of the trail, then says for how long it has not come", () => {
  assert.equal(judgeSealing({ unsealed_seconds: null }).state, "ok");
  assert.equal(judgeSealing({ unsealed_seconds: 899 }).state, "ok");
  const late = judgeSealing({ unsealed_seconds: 1800 });
  assert.deepEqual([late.state, late.says], ["warning", "rows have not been sealed for 30 minutes"]);
});

Deno.test("doctor says of an open restore what it waits for: lists, calls that nobody knows, or the operator", () => {
  const open = {
    backup_taken_at: "2026-11-01T00:00:00Z",
    windows: 4,
    windows_left: 3,
    ready_at: "2026-11-02T00:00:00Z",
    unidentified: 2,
  };
  const { state, says, advice } = judgeRecovery(open);
  assert.equal(state, "warning");
  assert.match(says, /3 of 4 stretches/);
  assert.match(advice ?? "", /after 2026-11-02/);
  assert.match(judgeRecovery({ ...open, windows_left: 0 }).advice ?? "", /accept_unidentified => true/);
  assert.match(
    judgeRecovery({ ...open, windows_left: 0, unidentified: 0 }).advice ?? "",
    /finish_recovery\(\);/,
  );
  assert.equal(judgeRecovery(null).state, "ok");
});
