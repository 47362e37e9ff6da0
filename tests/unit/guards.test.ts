import assert from "node:assert/strict";
import { Hono } from "hono";
import { authenticateMachine } from "../../supabase/functions/_shared/platform/http/authenticate-machine.ts";
import { limitBody } from "../../supabase/functions/_shared/platform/http/body-limit.ts";
import { constantTimeEqual } from "../../supabase/functions/_shared/platform/constant-time-equal.ts";
import { onError } from "../../supabase/functions/_shared/platform/http/error-response.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import {
  identifyRequest,
  type RequestVariables,
} from "../../supabase/functions/_shared/platform/http/request-id.ts";

function createApp() {
  const app = new Hono<{ Variables: RequestVariables }>();
  app.use(identifyRequest(createLogger({ functionName: "test", level: "error" })));
  app.onError(onError);
  return app;
}

Deno.test("only one of the project's secret keys opens a machine endpoint", async () => {
  const app = createApp();
  app.use(authenticateMachine({ secretKeys: ["sb_secret_a", "sb_secret_b"] }));
  app.get("/", (c) => c.text("in"));
  const status = async (headers: Record<string, string>) => (await app.request("/", { headers })).status;
  assert.equal(await status({ apikey: "sb_secret_a" }), 200);
  assert.equal(await status({ apikey: "sb_secret_b" }), 200);
  assert.equal(await status({ apikey: "sb_secret_c" }), 401);
  assert.equal(await status({ apikey: "sb_secret_a2" }), 401);
  assert.equal(await status({ apikey: "" }), 401);
  assert.equal(await status({}), 401);
  assert.equal(await status({ authorization: "Bearer sb_secret_a" }), 401);
});

Deno.test("secrets are equal only when all of them is", () => {
  assert.ok(constantTimeEqual("abc", "abc"));
  for (const other of ["", "ab", "abd", "abcd", "ABC", "é"]) assert.ok(!constantTimeEqual("abc", other));
});

Deno.test("a body over the limit is 413 even without a Content-Length, and one at the limit arrives whole", async () => {
  const app = createApp();
  app.use(limitBody(1000));
  app.post("/", async (c) => c.text(String((await c.req.text()).length)));
  const stream = (size: number) => new Blob(["x".repeat(size)]).stream();
  const whole = await app.request("/", { method: "POST", body: stream(1000) });
  assert.equal(await whole.text(), "1000");
  const tooLarge = await app.request("/", { method: "POST", body: stream(1001) });
  assert.equal(tooLarge.status, 413);
});

Deno.test("a sane request id is kept, any other is replaced", async () => {
  const app = createApp();
  app.get("/", (c) => c.text(c.get("requestId")));
  const idFor = async (given: string) => {
    const response = await app.request("/", { headers: { "x-request-id": given } });
    const id = await response.text();
    assert.equal(response.headers.get("x-request-id"), id);
    assert.equal(response.headers.get("cache-control"), "no-store");
    return id;
  };
  assert.equal(await idFor("trace-0001"), "trace-0001");
  for (const wrong of ["", "short", "a".repeat(101), 'x"}{"level":"error']) {
    assert.notEqual(await idFor(wrong), wrong);
  }
});
