import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { composeDependencies } from "../../supabase/functions/_shared/dependencies.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createApp } from "../../supabase/functions/call-scheduling/app.ts";
import { delivery, webhook } from "../../supabase/functions/call-scheduling/webhooks/schema.ts";
import { assertError, makeBooking, scheduleOf, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

const stack = await startTestStack({
  withFunctions: ["call-scheduling", "deliver"],
  env: { WEBHOOKS_ALLOW_PRIVATE: "true" },
});
Deno.test.afterAll(() => stack.close());
const { admin, member, viewer, foreigner } = await signInAll(stack);
const message = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** An endpoint on loopback, and what it heard. It answers 204, or what `answer` says. */
function serveEndpoint(
  answer: () => Response | Promise<Response> = () => new Response(null, { status: 204 }),
) {
  const heard: { headers: Record<string, string>; body: string }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    heard.push({ headers: Object.fromEntries(request.headers), body: await request.text() });
    return await answer();
  });
  return {
    heard,
    url: `http://127.0.0.1:${server.addr.port}/hook`,
    types: () => heard.map(({ body }) => message.parse(JSON.parse(body)).type),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function listen(url: string, ...events: string[]) {
  const answer = await admin("POST", "acme/webhooks", { url, events });
  assert.equal(answer.status, 201, answer.text);
  return { ...webhook.parse(answer.body.webhook), secret: z.string().parse(answer.body.secret) };
}

async function cancelOne(): Promise<string> {
  const { id } = scheduleOf(await admin("POST", "acme/call-schedules", makeBooking()));
  assert.equal((await admin("POST", `acme/call-schedules/${id}/cancel`)).status, 200);
  return id;
}

const deliveriesOf = async (id: string) =>
  z.array(delivery).parse((await admin("GET", `acme/webhooks/${id}/deliveries`)).body.deliveries);
const remove = (id: string) => admin("DELETE", `acme/webhooks/${id}`);

Deno.test("an endpoint is told what it asked for within moments, signed by Standard Webhooks, without a number", async () => {
  await using endpoint = serveEndpoint();
  const hook = await listen(endpoint.url, "call.cancelled");
  assert.match(hook.secret, /^whsec_/);
  const id = await cancelOne();
  const { headers, body } = await waitFor("a delivery", () => endpoint.heard[0]);
  const told = message.parse(new Webhook(hook.secret).verify(body, headers));
  assert.equal(told.type, "call.cancelled");
  assert.equal(told.data.schedule_id, id);
  assert.doesNotMatch(body, /98765\s?\d{5}|contact_phone|Contact \d/);
  await waitFor(
    "its record",
    async () => (await deliveriesOf(hook.id))[0]?.state === "delivered" || undefined,
  );
  const [kept] = await deliveriesOf(hook.id);
  assert.deepEqual([kept?.http_status, kept?.tries, kept?.type], [204, 1, "call.cancelled"]);
  await remove(hook.id);
});

Deno.test("the secret is shown once; a new one signs beside the old for a day", async () => {
  await using endpoint = serveEndpoint();
  const hook = await listen(endpoint.url, "call.failed");
  const changed = await admin("PATCH", `acme/webhooks/${hook.id}`, { rotate_secret: true });
  const secret = z.string().parse(changed.body.secret);
  assert.notEqual(secret, hook.secret);
  assert.doesNotMatch((await admin("GET", "acme/webhooks")).text, /whsec_|secret_id/);
  assert.equal((await admin("POST", `acme/webhooks/${hook.id}/test`)).status, 202);
  const { headers, body } = await waitFor("the trial", () => endpoint.heard[0]);
  for (const each of [secret, hook.secret]) new Webhook(each).verify(body, headers);
  assert.deepEqual(endpoint.types(), ["webhook.test"]);
  await remove(hook.id);
});

Deno.test("an endpoint that fails is tried again, hears of each event once it is well, and can be told again by hand", async () => {
  let isWell = false;
  await using endpoint = serveEndpoint(() => new Response(null, { status: isWell ? 200 : 500 }));
  const hook = await listen(endpoint.url, "call.cancelled");
  await cancelOne();
  await cancelOne();
  await waitFor(
    "a failure",
    async () => (await deliveriesOf(hook.id)).find(({ http_status }) => http_status === 500),
  );
  const failing = webhook.parse(
    z.array(z.unknown()).parse((await admin("GET", "acme/webhooks")).body.webhooks)[0],
  );
  assert.ok(failing.failing_since !== null && failing.failures > 0);
  isWell = true;
  await stack.sql`update public.webhooks set held_until = now() where id = ${hook.id}`;
  await stack.sql`update public.webhook_deliveries set next_try_at = now() where webhook_id = ${hook.id}`;
  await waitFor(
    "both",
    async () => (await deliveriesOf(hook.id)).every(({ state }) => state === "delivered") || undefined,
  );
  const [newest] = await deliveriesOf(hook.id);
  assert.ok(newest);
  const again = await admin("POST", `acme/webhooks/${hook.id}/deliveries/${newest.id}/replay`);
  assert.equal(again.status, 202, again.text);
  await waitFor(
    "the replay",
    async () =>
      (await deliveriesOf(hook.id)).filter(({ state }) => state === "delivered").length === 3 || undefined,
  );
  const ids = endpoint.heard.filter(({ body }) => body.includes(newest.subject_id)).map(({ headers }) =>
    headers["webhook-id"]
  );
  assert.equal(new Set(ids).size, 1, "the same message however often it is told");
  await remove(hook.id);
});

Deno.test("a redirect is not followed, and 410 switches the endpoint off", async () => {
  await using elsewhere = serveEndpoint();
  await using endpoint = serveEndpoint(() => Response.redirect(elsewhere.url, 307));
  const hook = await listen(endpoint.url, "call.cancelled");
  await cancelOne();
  await waitFor(
    "a failure",
    async () => (await deliveriesOf(hook.id)).find(({ reason_code }) => reason_code === "redirected"),
  );
  assert.deepEqual(elsewhere.heard, []);
  await remove(hook.id);

  await using gone = serveEndpoint(() => new Response(null, { status: 410 }));
  const second = await listen(gone.url, "call.cancelled");
  await cancelOne();
  const off = await waitFor(
    "its end",
    async () =>
      z.array(webhook).parse((await admin("GET", "acme/webhooks")).body.webhooks).find(({ is_active }) =>
        !is_active
      ),
  );
  assert.equal(off.off_code, "gone");
  assertError(await admin("POST", `acme/webhooks/${second.id}/test`), 409, "off");
  await remove(second.id);
});

Deno.test("an endpoint that hangs holds up no other", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => release = resolve);
  await using hanging = serveEndpoint(async () => (await released, new Response(null, { status: 204 })));
  await using quick = serveEndpoint();
  const hooks = [await listen(hanging.url, "call.cancelled"), await listen(quick.url, "call.cancelled")];
  await cancelOne();
  await waitFor("the quick one", () => quick.heard[0]);
  release();
  for (const { id } of hooks) await remove(id);
});

Deno.test("endpoints are the admins' alone, and those of one organisation are nobody else's", async () => {
  const hook = await listen("https://hooks.example.com/", "call.failed");
  const routes: [string, string, unknown?][] = [
    ["GET", ""],
    ["POST", "", { url: "https://hooks.example.com/", events: ["call.failed"] }],
    ["PATCH", `/${hook.id}`, { is_active: false }],
    ["DELETE", `/${hook.id}`],
    ["POST", `/${hook.id}/test`],
    ["GET", `/${hook.id}/deliveries`],
    ["POST", `/${hook.id}/deliveries/${hook.id}/replay`],
  ];
  for (const [method, path, body] of routes) {
    for (const as of [member, viewer]) assertError(await as(method, `acme/webhooks${path}`, body), 403, path);
    assertError(await foreigner(method, `acme/webhooks${path}`, body), 404, path);
    if (path !== "") assertError(await foreigner(method, `globex/webhooks${path}`, body), 404, path);
  }
  assert.equal((await admin("GET", "acme/webhooks")).text.includes(hook.id), true);
  await remove(hook.id);
});

Deno.test("what cannot be an endpoint is refused, with the field", async () => {
  const cases: [Record<string, unknown>, number][] = [
    [{ url: "https://hooks.example.com/" }, 400],
    [{ url: "hooks.example.com", events: ["call.failed"] }, 400],
    [{ url: "https://user:pass@hooks.example.com/", events: ["call.failed"] }, 400],
    [{ url: "https://hooks.example.com/", events: [] }, 400],
    [{ url: "https://hooks.example.com/", events: ["webhook.test"] }, 400],
    [{ url: "https://hooks.example.com/", events: ["call.exploded"] }, 400],
    [{ url: "https://hooks.example.com/", events: ["call.failed"], secret: "mine" }, 400],
    [{ url: "http://169.254.169.254/latest", events: ["call.failed"] }, 422],
    [{ url: "http://[fe80::1]/", events: ["call.failed"] }, 422],
  ];
  for (const [body, status] of cases) {
    assertError(await admin("POST", "acme/webhooks", body), status, JSON.stringify(body));
  }
  const keyed = { "idempotency-key": "one endpoint" };
  const body = { url: "https://hooks.example.com/", events: ["call.failed", "call.failed"] };
  const answers = [
    await admin("POST", "acme/webhooks", body, keyed),
    await admin("POST", "acme/webhooks", body, keyed),
  ];
  assert.equal(answers[0]?.text, answers[1]?.text);
  const { id, events } = webhook.parse(answers[0]?.body.webhook);
  assert.deepEqual(events, ["call.failed"]);
  await remove(id);
});

Deno.test("without WEBHOOKS_ALLOW_PRIVATE no endpoint is on this machine or its network, whatever its name", async () => {
  const settings = parseSettings({ ...stack.functionEnvironment(), WEBHOOKS_ALLOW_PRIVATE: "" });
  const log = createLogger({ functionName: "call-scheduling", level: "error", write: () => {} });
  const names: Record<string, string[]> = {
    "both.example.com": ["1.1.1.1", "10.0.0.1"],
    "fine.example.com": ["1.1.1.1"],
  };
  const app = createApp({
    ...composeDependencies(settings, log),
    resolve: (name) => Promise.resolve(names[name] ?? (name.startsWith("127.") ? [name] : [])),
  });
  const token = await stack.signIn("admin@acme.test");
  const add = (url: string) =>
    app.request("/call-scheduling/acme/webhooks", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ url, events: ["call.failed"] }),
    });
  for (const url of ["https://127.0.0.1/", "https://both.example.com/", "http://fine.example.com/"]) {
    assert.equal((await add(url)).status, 422, url);
  }
  for (const url of ["https://fine.example.com/", "https://not-yet.example.com/"]) {
    const answer = await add(url);
    assert.equal(answer.status, 201, url);
    await remove(webhook.parse((await answer.json()).webhook).id);
  }
});
