import assert from "node:assert/strict";
import { howManyNext } from "../../supabase/functions/_shared/calls/dial-due-calls.ts";

Deno.test("a sweep claims two hundred at once, and no more than are left of what it takes in its life", () => {
  assert.equal(howManyNext(1000, { effort: 0, claimed: 0 }), 200);
  assert.equal(howManyNext(1000, { effort: 600, claimed: 600 }), 200);
  assert.equal(howManyNext(1000, { effort: 999, claimed: 999 }), 1);
  assert.equal(howManyNext(5, { effort: 0, claimed: 0 }), 5);
});

Deno.test("where calls are looked up first it claims as many as it has CPU time for, should the next be like them", () => {
  const lookedUp = (calls: number) => ({ effort: 14 * calls, claimed: calls });
  assert.equal(howManyNext(1000, lookedUp(57)), 15);
  assert.equal(howManyNext(1000, lookedUp(71)), 1);
  assert.equal(howManyNext(1000, { effort: 100 + 14 * 10, claimed: 110 }), 200);
});
