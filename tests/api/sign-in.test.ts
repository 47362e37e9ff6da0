import assert from "node:assert/strict";
import { decodeJwt, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { createCallApi } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());
const token = await stack.signIn("admin@acme.test");
const claims = decodeJwt(token);

function sign(change: JWTPayload, secret = stack.jwtSecret): Promise<string> {
  return new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(secret));
}

async function ask(authorization: string | undefined, functionsUrl = stack.functionsUrl) {
  const response = await fetch(`${functionsUrl}/call-scheduling/acme/call-schedules`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

Deno.test("the token of a signed-in user opens the API", async () => {
  assert.equal((await ask(`Bearer ${token}`)).status, 200);
  assert.equal((await ask(`bearer ${token}`)).status, 200);
  assert.equal((await ask(`Bearer ${await sign({})}`)).status, 200);
  assert.equal((await ask(`Bearer ${await sign({ iss: `${stack.apiUrl}/auth/v1` })}`)).status, 200);
});

Deno.test("every other token is one and the same 401", async () => {
  const now = Math.floor(Date.now() / 1000);
  const [header, payload, signature = ""] = token.split(".");
  const refused: Record<string, string | undefined> = {
    absent: undefined,
    empty: "Bearer ",
    "no scheme": token,
    basic: `Basic ${btoa("admin@acme.test:password1234")}`,
    garbage: "Bearer garbage",
    "three garbage parts": "Bearer a.b.c",
    "publishable key": `Bearer ${stack.publishableKey}`,
    "secret key": `Bearer ${stack.secretKey}`,
    expired: `Bearer ${await sign({ exp: now - 1, iat: now - 3600 })}`,
    "without an end": `Bearer ${await sign({ exp: undefined })}`,
    unsigned: `Bearer ${new UnsecuredJWT(claims).encode()}`,
    "unsigned with a signature": `Bearer ${new UnsecuredJWT(claims).encode()}${signature}`,
    "of another project": `Bearer ${await sign({}, "another-project's-secret-of-32-characters-or-so")}`,
    "of another issuer": `Bearer ${await sign({ iss: "https://other.supabase.co/auth/v1" })}`,
    "for another audience": `Bearer ${await sign({ aud: "somebody" })}`,
    "of role anon": `Bearer ${await sign({ role: "anon" })}`,
    "of role service_role": `Bearer ${await sign({ role: "service_role" })}`,
    "of nobody": `Bearer ${await sign({ sub: undefined })}`,
    "of an unknown user": `Bearer ${await sign({ sub: crypto.randomUUID() })}`,
    "with a changed payload": `Bearer ${header}.${payload?.slice(0, -2)}${
      payload?.endsWith("A") ? "BB" : "AA"
    }.${signature}`,
  };
  for (const [what, authorization] of Object.entries(refused)) {
    const { status, headers, body } = await ask(authorization);
    assert.equal(status, 401, what);
    assert.equal(headers.get("www-authenticate"), "Bearer", what);
    assert.deepEqual([body.success, body.code], [false, "unauthorized"], what);
    assert.equal(body.request_id, headers.get("x-request-id"), what);
  }
});

Deno.test("the token of somebody who belongs to no organisation opens none", async () => {
  const [user] = await stack.sql`delete from public.memberships where user_id = ${
    String(claims.sub)
  } returning org_id`;
  try {
    assert.equal((await ask(`Bearer ${token}`)).status, 404);
  } finally {
    await stack.sql`insert into public.memberships values (${user?.org_id}, ${String(claims.sub)}, 'admin')`;
  }
});

Deno.test("when the platform cannot be asked the answer is 503, and nothing is let through", async () => {
  // A port that nobody listens on any more.
  const { addr, shutdown } = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => new Response(),
  );
  await shutdown();
  await using api = serveApi(stack, { SUPABASE_URL: `http://127.0.0.1:${addr.port}` });
  const { status, body } = await ask(`Bearer ${token}`, api.functionsUrl);
  assert.deepEqual([status, body.code], [503, "auth_unavailable"]);
});

Deno.test("a browser on any page may ask, with the headers that it needs", async () => {
  const url = `${stack.functionsUrl}/call-scheduling/acme/call-schedules`;
  const preflight = await fetch(url, {
    method: "OPTIONS",
    headers: {
      origin: "https://console.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,idempotency-key",
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-credentials"), null);
  const allowed = preflight.headers.get("access-control-allow-headers") ?? "";
  for (
    const name of [
      "authorization",
      "content-type",
      "idempotency-key",
      "apikey",
      "x-client-info",
      "x-request-id",
    ]
  ) {
    assert.ok(allowed.includes(name), name);
  }
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.ok(preflight.headers.get("access-control-allow-methods")?.includes(method), method);
  }
  const refused = await fetch(url, { headers: { origin: "https://console.example" } });
  await refused.body?.cancel();
  assert.equal(refused.status, 401);
  assert.equal(refused.headers.get("access-control-allow-origin"), "*");
  assert.match(
    refused.headers.get("access-control-expose-headers") ?? "",
    /x-request-id.*idempotency-replayed.*retry-after/,
  );
});

Deno.test("the caller's request id is kept, and no answer may be cached", async () => {
  const call = createCallApi(stack.functionsUrl, token);
  const answer = await call("GET", "acme/call-schedules", undefined, { "x-request-id": "console-12345" });
  assert.equal(answer.headers.get("x-request-id"), "console-12345");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const replaced = await call("GET", "acme/nothing", undefined, { "x-request-id": "<script>" });
  assert.match(replaced.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
});
