import assert from "node:assert/strict";
import { type Canary, judgeZones } from "../../local/doctor/check-zones.ts";

const vancouver: Canary = {
  zone: "America/Vancouver",
  at: new Date("2026-12-01T20:00:00Z"),
  expected: "13:00",
  told: "13:00",
  reckoned: "13:00",
};

Deno.test("zone data that are the law's are well", () => {
  const { state, says } = judgeZones([vancouver], () => "13:00");
  assert.deepEqual([state, says], ["ok", "1 local times are the law's"]);
});

Deno.test("older data are well as long as an override stands for them, and it is said whose they are", () => {
  const { state, says } = judgeZones([{ ...vancouver, told: "12:00" }], () => "12:00");
  assert.equal(state, "ok");
  assert.match(says, /Postgres' data are older in 1, this runtime's in 1, and overrides stand for them/);
});

Deno.test("without an override they are wrong, and it is said how to mend them", () => {
  const { state, says, advice } = judgeZones(
    [{ ...vancouver, told: "12:00", reckoned: "12:00" }],
    () => "13:00",
  );
  assert.equal(state, "wrong");
  assert.match(says, /America\/Vancouver 12:00 for 13:00/);
  assert.match(advice ?? "", /private\.zone_overrides/);
});
