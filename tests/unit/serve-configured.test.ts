import assert from "node:assert/strict";
import { z } from "zod";
import { serveConfigured } from "../../supabase/functions/_shared/platform/http/serve-configured.ts";
import { leastEnvironment } from "./settings-environment.ts";

const answer = z.object({
  success: z.literal(false),
  error: z.string(),
  code: z.literal("not_configured"),
  details: z.array(z.object({ field: z.string(), message: z.string() })),
  request_id: z.string(),
});

function serve(env: Record<string, string | undefined>) {
  const app = { fetch: () => new Response("served") };
  return serveConfigured({
    functionName: "test",
    createApp: () => app,
    env: { ...leastEnvironment, ...env },
  });
}

Deno.test("a function with its settings serves", async () => {
  const response = await serve({})(new Request("http://local/test"));
  assert.equal(await response.text(), "served");
});

Deno.test("a function without a setting answers every request 503 and names the variable", async () => {
  const fetch = serve({ BOLNA_API_KEY: undefined, PHONE_INDEX_KEY: "c2hvcnQ=" });
  for (const method of ["GET", "POST", "DELETE"]) {
    const response = await fetch(new Request("http://local/test/anything", { method }));
    assert.equal(response.status, 503);
    const body = answer.parse(await response.json());
    assert.match(body.error, /BOLNA_API_KEY is missing.*PHONE_INDEX_KEY is malformed/);
    assert.deepEqual(body.details.map(({ field }) => field), ["BOLNA_API_KEY", "PHONE_INDEX_KEY"]);
    assert.equal(response.headers.get("x-request-id"), body.request_id);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  }
});
