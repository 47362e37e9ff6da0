import assert from "node:assert/strict";
import { signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { openAllDoors } from "./door-world.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const { users } = await openAllDoors(stack);
const { foreigner } = await signInAll(stack);
const [acme] = await stack.sql<{ id: string }[]>`select id from public.organizations where slug = 'acme'`;
const invite = (email: string) =>
  users.admin("POST", "rpc/invite_member", { p_org_id: acme?.id, p_email: email, p_role: "member" });
const schedulesOfAcme = async () => (await foreigner("GET", "acme/call-schedules")).status;

Deno.test("who is invited by e-mail is in once they accept, and an unknown address gets the same answer", async () => {
  const [known, unknown] = [await invite("Admin@Globex.test"), await invite("nobody@example.test")];
  assert.deepEqual([known.status, unknown.status], [200, 200]);
  const isId = /^"[0-9a-f-]{36}"$/;
  assert.match(known.text, isId);
  assert.match(unknown.text, isId);
  assert.equal(await schedulesOfAcme(), 404);

  const [invitation, ...more] = JSON.parse((await users.rival("POST", "rpc/my_invitations", {})).text);
  assert.deepEqual([invitation.slug, invitation.role, more.length], ["acme", "member", 0]);
  assert.equal((await users.viewer("POST", "rpc/my_invitations", {})).text, "[]");

  const accept = { p_invitation_id: invitation.id };
  assert.equal((await users.viewer("POST", "rpc/accept_invitation", accept)).status, 404);
  assert.ok((await users.rival("POST", "rpc/accept_invitation", accept)).status < 300);
  assert.equal(await schedulesOfAcme(), 200);
  assert.equal((await users.rival("POST", "rpc/accept_invitation", accept)).status, 404);
});
