import assert from "node:assert/strict";
import { progressOf } from "../../supabase/functions/call-scheduling/campaigns/campaign-progress.ts";

const counts = {
  total: 100,
  waiting: 60,
  scheduled: 10,
  in_progress: 5,
  completed: 12,
  failed: 8,
  cancelled: 1,
  excluded: 4,
};
const running = { counts, state: "running" as const, started_at: "2026-12-01T09:00:00Z" };
const later = new Date("2026-12-01T09:10:00Z");

Deno.test("a campaign says whose turn has come, with whom it is over, and by its pace when it will be with all", () => {
  const told = { contacts_total: 100, contacts_planned: 40, contacts_done: 25, seconds_left: 1_800 };
  assert.deepEqual(progressOf(running, later), told);
  assert.deepEqual(progressOf({ ...running, state: "paused" }, later), { ...told, seconds_left: null });
  const begun = { ...counts, waiting: 85, completed: 0, failed: 0, cancelled: 0, excluded: 0 };
  assert.equal(progressOf({ ...running, counts: begun }, later)?.seconds_left, null);
  assert.equal(progressOf({ ...running, state: "draft", started_at: null }, later), null);
});
