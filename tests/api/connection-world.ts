import assert from "node:assert/strict";
import { z } from "zod";
import { startHubspotSimulator } from "../../local/simulators/hubspot/start-hubspot-simulator.ts";
import {
  check,
  type Integration,
  integration,
} from "../../supabase/functions/call-scheduling/integrations/schema.ts";
import { type Answer, type CallApi, signInAll } from "../support/call-api.ts";
import { serveApi } from "../support/serve-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

export const path = "acme/integrations/hubspot";
export const token = "pat-eu1-secret-of-acme-0123456789";

const tested = z.object({ ok: z.boolean(), checks: z.array(check), message: z.string() });

/** The API beside a HubSpot of its own, whose token nobody has set yet; HUBSPOT_API_KEY is not set. */
export async function startConnectionWorld() {
  const stack = await startTestStack({ withFunctions: false, sweepEverySeconds: false });
  const options = [{ label: "Yes", value: "true" }, { label: "No", value: "false" }];
  const hubspot = await startHubspotSimulator({
    token,
    properties: [
      { name: "service_on", type: "datetime" },
      { name: "call_me_not", type: "enumeration", options },
    ],
  });
  const api = serveApi(stack, { HUBSPOT_API_URL: hubspot.url, HUBSPOT_API_KEY: "", LOG_LEVEL: "debug" });
  // The demo data connects acme.
  await stack.sql`delete from public.hubspot_connections`;
  const users = await signInAll(stack, api.functionsUrl);
  const { admin } = users;
  return {
    stack,
    hubspot,
    api,
    ...users,
    put: async (body: Record<string, unknown>): Promise<Integration> => {
      const answer = await admin("PUT", path, body);
      assert.equal(answer.status, 200, answer.text);
      return integrationOf(answer);
    },
    read: async () => integrationOf(await admin("GET", path)),
    /** As if there had never been a connection. */
    disconnect: async () => {
      await admin("DELETE", path);
      await stack.sql`delete from public.hubspot_connections`;
    },
    test: (as: CallApi = admin) => askForTest(as),
    close: async () => {
      await api.close();
      await hubspot.close();
      await stack.close();
    },
  };
}

/** The connection of an answer that must have one. */
export function integrationOf({ body, status, text }: Answer): Integration {
  const parsed = integration.safeParse(body.integration);
  if (!parsed.success) throw new Error(`An answer ${status} without an integration: ${text}`);
  return parsed.data;
}

/** What a test of the connection said; `bad`: the checks that failed. */
async function askForTest(as: CallApi) {
  const answer = await as("POST", `${path}/test`);
  assert.equal(answer.status, 200, answer.text);
  const { ok, checks, message } = tested.parse(answer.body);
  for (const { ok, code, says } of checks) {
    assert.match(says, /^[A-Z].*\.$/);
    assert.equal(["ok", "hidden", "optional_missing"].includes(code), ok, code);
  }
  const names = checks.map(({ name }) => name);
  return { ok, message, checks, names, bad: checks.filter((one) => !one.ok).map(({ name }) => name) };
}
