import assert from "node:assert/strict";
import { z } from "zod";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false, seed: false });
Deno.test.afterAll(() => stack.close());

const answer = z.looseObject({
  description: z.string().min(1),
  content: z.looseObject({ "application/json": z.looseObject({ schema: z.looseObject({}) }) }),
});
const operation = z.looseObject({
  summary: z.string().min(1),
  security: z.array(z.looseObject({ bearerAuth: z.array(z.string()) })).length(1),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  responses: z.record(z.string(), answer),
});
const description = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    securitySchemes: z.looseObject({ bearerAuth: z.looseObject({ type: z.literal("http") }) }),
  }),
});

async function describe() {
  await using api = serveApi(stack);
  const response = await fetch(`${api.functionsUrl}/call-scheduling/openapi.json`);
  assert.equal(response.status, 200);
  const text = await response.text();
  return { text, ...description.parse(JSON.parse(text)) };
}

Deno.test("the description is open to everyone and names exactly the routes of the contract", async () => {
  const { paths } = await describe();
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) =>
      `${method.toUpperCase()} ${path.replace("/call-scheduling/{org_slug}", "")}`
    )
  );
  assert.deepEqual(routes.sort(), [
    "DELETE /call-schedules/{id}",
    "DELETE /integrations/hubspot",
    "DELETE /rules/{id}",
    "GET /call-schedules",
    "GET /call-schedules/due",
    "GET /call-schedules/statistics",
    "GET /call-schedules/{id}",
    "GET /contacts",
    "GET /integrations/hubspot",
    "GET /integrations/hubspot/outbox",
    "GET /rules",
    "GET /rules/{id}",
    "PATCH /call-schedules/{id}",
    "PATCH /rules/{id}",
    "POST /call-schedules",
    "POST /call-schedules/trigger-overdue",
    "POST /call-schedules/{id}/cancel",
    "POST /call-schedules/{id}/execute",
    "POST /call-schedules/{id}/resolve",
    "POST /contacts/sync",
    "POST /integrations/hubspot/outbox/{id}/resend",
    "POST /integrations/hubspot/test",
    "POST /rules",
    "POST /rules/{id}/preview",
    "PUT /call-schedules/{id}",
    "PUT /integrations/hubspot",
    "PUT /rules/{id}",
  ]);
});

Deno.test("every described route exists and asks for a token", async () => {
  const { paths } = await describe();
  await using api = serveApi(stack);
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      const address = path.replace("{org_slug}", "acme").replace("{id}", crypto.randomUUID());
      const response = await fetch(`${api.functionsUrl}${address}`, { method: method.toUpperCase() });
      await response.body?.cancel();
      assert.equal(response.status, 401, `${method} ${path}`);
    }
  }
});

Deno.test("every route describes its errors in the one shape, its parameters and, where it has one, its key", async () => {
  const { paths } = await describe();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses, parameters }] of Object.entries(methods)) {
      const errors = Object.entries(responses).filter(([status]) => Number(status) >= 400);
      for (const status of ["401", "404", "500", "503"]) {
        assert.ok(status in responses, `${method} ${path} ${status}`);
      }
      for (const [, { content }] of errors) {
        assert.deepEqual(content["application/json"].schema, { $ref: "#/components/schemas/Error" });
      }
      const names = parameters.map(({ name }) => name);
      assert.ok(names.includes("org_slug"));
      assert.equal(names.includes("id"), path.includes("{id}"));
      assert.equal(names.includes("idempotency-key"), method === "post", `${method} ${path}`);
    }
  }
});

Deno.test("every reference in the description leads somewhere", async () => {
  const { text, components } = await describe();
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
  assert.ok(names.length > 0);
  for (const name of names) assert.ok(name in components.schemas, name);
});
