import assert from "node:assert/strict";
import type { CallApi } from "../support/call-api.ts";
import { idRoutes, isForMembers, isForViewers, missing, startIsolationWorld } from "./isolation-world.ts";

const world = await startIsolationWorld();
const { stack, admin, member, viewer } = world;
const { adminBooking, adminsOwn, memberBooking, membersOwn, foreign, orgRoutes, storedRows } = world;
Deno.test.afterAll(() => stack.close());

Deno.test("a viewer reads everything and writes nothing", async () => {
  const before = await storedRows();
  for (const [method, path, body] of orgRoutes) {
    const { status, body: answer } = await viewer(method, `acme/${path}`, body);
    assert.equal(status, isForViewers(method, path) ? 200 : 403, `${method} ${path}`);
    if (status === 403) assert.equal(answer.code, "forbidden");
  }
  assert.equal(await storedRows(), before);
});

Deno.test("a viewer learns nothing about an id by writing to it", async () => {
  for (const [method, suffix, body] of idRoutes.filter(([method]) => method !== "GET")) {
    for (const id of [adminsOwn.id, missing, foreign.id]) {
      assert.equal((await viewer(method, `acme/call-schedules/${id}${suffix}`, body)).status, 403);
    }
  }
});

Deno.test("a member changes what is theirs, and is refused what is another's or an admin's", async () => {
  const before = await storedRows();
  const others = orgRoutes.filter(([method, path]) =>
    !path.startsWith("call-schedules") && !isForMembers(method, path)
  );
  for (const [method, suffix, body] of idRoutes.filter(([method]) => method !== "GET")) {
    const answer = await member(method, `acme/call-schedules/${adminsOwn.id}${suffix}`, body);
    assert.deepEqual([answer.status, answer.body.code], [403, "forbidden"], `${method} ${suffix}`);
  }
  for (const [method, path, body] of others) {
    const expected = isForViewers(method, path) ? 200 : 403;
    assert.equal((await member(method, `acme/${path}`, body)).status, expected, `${method} ${path}`);
  }
  assert.equal((await member("POST", "acme/call-schedules/trigger-overdue")).status, 403);
  assert.equal(await storedRows(), before);
  assert.equal(
    (await member("PATCH", `acme/call-schedules/${membersOwn.id}`, { call_topic: "mine" })).status,
    200,
  );
});

Deno.test("an admin changes a member's schedule", async () => {
  assert.equal(
    (await admin("PATCH", `acme/call-schedules/${membersOwn.id}`, { call_topic: "ours" })).status,
    200,
  );
});

Deno.test("a number is whole for admins and its creator, and masked for the others, wherever it is shown", async () => {
  const phones = async (call: CallApi) => {
    const answers = await Promise.all([
      call("GET", `acme/call-schedules/${adminsOwn.id}`),
      call("GET", `acme/call-schedules/${membersOwn.id}`),
      call("GET", "acme/call-schedules"),
      call("GET", "acme/call-schedules/due"),
    ]);
    const shown = answers.flatMap(({ body }) =>
      [body.schedule ?? [], body.schedules ?? [], body.due_schedules ?? []].flat()
    );
    const of = (id: string) => new Set(shown.filter((one) => one.id === id).map((one) => one.contact_phone));
    return [[...of(adminsOwn.id)], [...of(membersOwn.id)]];
  };
  const [one, other] = [adminBooking.contact_phone, memberBooking.contact_phone];
  const masked = (phone: string) => `••••${phone.slice(-4)}`;
  assert.deepEqual(await phones(admin), [[one], [other]]);
  assert.deepEqual(await phones(member), [[masked(one)], [other]]);
  assert.deepEqual(await phones(viewer), [[masked(one)], [masked(other)]]);
});
