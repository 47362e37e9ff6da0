import assert from "node:assert/strict";
import { z } from "zod";
import { describeApi } from "../../local/openapi/describe-api.ts";
import { findDescriptionProblems } from "../../local/openapi/find-description-problems.ts";
import { campaignOf, inMinutes, ruleOf, scheduleOf, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

const stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false });
Deno.test.afterAll(() => stack.close());

const answer = z.looseObject({
  description: z.string().min(1),
  content: z.looseObject({ "application/json": z.looseObject({ schema: z.looseObject({}) }) }),
});
/** Of what is sent once more only that it is the same. */
const unchanged = z.strictObject({ description: z.string().min(1) });
const reference = z.strictObject({ $ref: z.string() });
const operation = z.looseObject({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  security: z.array(z.looseObject({ bearerAuth: z.array(z.string()) })).length(1),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })),
  responses: z.record(z.string(), z.union([reference, answer, unchanged])),
});
const description = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({ example: z.record(z.string(), z.unknown()).optional() })),
    responses: z.record(z.string(), answer),
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
    "DELETE /campaigns/{id}",
    "DELETE /integrations/hubspot",
    "DELETE /rules/{id}",
    "DELETE /suppressions/{id}",
    "DELETE /webhooks/{id}",
    "GET /agents",
    "GET /alerts",
    "GET /alerts/settings",
    "GET /audit",
    "GET /call-schedules",
    "GET /call-schedules/counts",
    "GET /call-schedules/due",
    "GET /call-schedules/statistics",
    "GET /call-schedules/{id}",
    "GET /call-schedules/{id}/explain",
    "GET /call-schedules/{id}/history",
    "GET /campaigns",
    "GET /campaigns/{id}",
    "GET /campaigns/{id}/audience",
    "GET /campaigns/{id}/contacts",
    "GET /campaigns/{id}/report",
    "GET /consents",
    "GET /contacts",
    "GET /contacts/{contact_id}/export",
    "GET /health",
    "GET /integrations/hubspot",
    "GET /integrations/hubspot/outbox",
    "GET /members",
    "GET /policy",
    "GET /pulse",
    "GET /recovery",
    "GET /reports/calls",
    "GET /rules",
    "GET /rules/{id}",
    "GET /suppressions",
    "GET /webhooks",
    "GET /webhooks/{id}/deliveries",
    "PATCH /agents/{id}",
    "PATCH /call-schedules/{id}",
    "PATCH /campaigns/{id}",
    "PATCH /rules/{id}",
    "PATCH /webhooks/{id}",
    "POST /call-schedules",
    "POST /call-schedules/bulk",
    "POST /call-schedules/check",
    "POST /call-schedules/check-days",
    "POST /call-schedules/trigger-overdue",
    "POST /call-schedules/{id}/cancel",
    "POST /call-schedules/{id}/execute",
    "POST /call-schedules/{id}/resolve",
    "POST /call-schedules/{id}/reveal",
    "POST /campaigns",
    "POST /campaigns/{id}/cancel",
    "POST /campaigns/{id}/dry-run",
    "POST /campaigns/{id}/pause",
    "POST /campaigns/{id}/resume",
    "POST /campaigns/{id}/start",
    "POST /campaigns/{id}/test-call",
    "POST /consents",
    "POST /consents/find",
    "POST /consents/{id}/revoke",
    "POST /contacts/sync",
    "POST /contacts/{contact_id}/erase",
    "POST /integrations/hubspot/outbox/{id}/resend",
    "POST /integrations/hubspot/test",
    "POST /people/erase",
    "POST /people/export",
    "POST /recovery/release",
    "POST /rules",
    "POST /rules/{id}/preview",
    "POST /suppressions",
    "POST /suppressions/find",
    "POST /suppressions/import",
    "POST /webhooks",
    "POST /webhooks/{id}/deliveries/{delivery_id}/replay",
    "POST /webhooks/{id}/test",
    "PUT /agents/{id}",
    "PUT /alerts/settings/{code}",
    "PUT /call-schedules/{id}",
    "PUT /campaigns/{id}/audience",
    "PUT /campaigns/{id}/audience/{upload_id}/parts/{part}",
    "PUT /integrations/hubspot",
    "PUT /policy",
    "PUT /rules/{id}",
  ]);
});

Deno.test("every described route exists and asks for a token", async () => {
  const { paths } = await describe();
  await using api = serveApi(stack);
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      const address = path.replace("{org_slug}", "acme").replace(/\{\w+\}/g, () => crypto.randomUUID());
      const response = await fetch(`${api.functionsUrl}${address}`, { method: method.toUpperCase() });
      await response.body?.cancel();
      assert.equal(response.status, 401, `${method} ${path}`);
    }
  }
});

Deno.test("every route describes its errors in the one shape, its parameters and, where it has one, its key", async () => {
  const { paths, components } = await describe();
  for (const { content } of Object.values(components.responses)) {
    assert.deepEqual(content["application/json"].schema, { $ref: "#/components/schemas/Error" });
  }
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { responses, parameters }] of Object.entries(methods)) {
      for (const status of ["401", "404", "413", "500", "503"]) {
        assert.ok(status in responses, `${method} ${path} ${status}`);
      }
      for (const [status, response] of Object.entries(responses)) {
        if (Number(status) < 400) continue;
        assert.deepEqual(response, { $ref: `#/components/responses/Error${status}` });
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
  const found = [...text.matchAll(/"#\/components\/(schemas|responses)\/(\w+)"/g)];
  assert.ok(found.length > 0);
  for (const [where, kind, name = ""] of found) {
    assert.ok(name in (kind === "schemas" ? components.schemas : components.responses), where);
  }
});

Deno.test("what is checked is what is served, and Spectral has nothing to say of it", async () => {
  const { text } = await describe();
  assert.equal(text, await describeApi());
  assert.deepEqual(await findDescriptionProblems(), []);
});

Deno.test("Spectral misses what a reader would miss", async () => {
  const fields = ["operationId", "description", "tags"];
  const whole = description.parse(JSON.parse(await describeApi()));
  // One path has all that is looked for: Spectral takes seconds for all of them.
  const [path] = Object.entries(whole.paths);
  assert.ok(path);
  const problemsOf = (missing: readonly string[]) =>
    findDescriptionProblems(
      JSON.stringify(
        { ...whole, paths: Object.fromEntries([path]) },
        (key, value) => missing.includes(key) ? undefined : value,
      ),
    );
  const codeOf = (field: string) => `operation-${field} `;
  const [complete, without] = [await problemsOf([]), await problemsOf(fields)];
  for (const field of fields) {
    assert.ok(without.some((problem) => problem.startsWith(codeOf(field))), field);
    assert.ok(!complete.some((problem) => problem.startsWith(codeOf(field))), `${field} is there`);
  }
});

Deno.test("the examples of what can be sent are taken as they stand, but for a time that must lie ahead", async () => {
  await using api = serveApi(stack);
  const { admin } = await signInAll(stack, api.functionsUrl);
  const { components } = await describe();
  const exampleOf = (name: string) => {
    const example = components.schemas[name]?.example;
    assert.ok(example, name);
    return "scheduled_at" in example ? { ...example, scheduled_at: inMinutes(60) } : example;
  };
  const booked = await admin("POST", "acme/call-schedules", exampleOf("NewCallSchedule"));
  assert.equal(booked.status, 201, booked.text);
  const made = await admin("POST", "acme/rules", exampleOf("NewCallRule"));
  assert.equal(made.status, 201, made.text);
  const drafted = await admin("POST", "acme/campaigns", exampleOf("NewCampaign"));
  assert.equal(drafted.status, 201, drafted.text);
  const changes = [
    ["PATCH", `acme/campaigns/${campaignOf(drafted).id}`, "CampaignChanges"],
    ["PATCH", `acme/call-schedules/${scheduleOf(booked).id}`, "CallScheduleChanges"],
    ["PATCH", `acme/rules/${ruleOf(made).id}`, "CallRuleChanges"],
    ["PUT", "acme/integrations/hubspot", "HubspotConnectionChanges"],
  ] as const;
  for (const [method, path, name] of changes) {
    const changed = await admin(method, path, exampleOf(name));
    assert.equal(changed.status, 200, changed.text);
  }
});
