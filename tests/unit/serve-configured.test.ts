import assert from "node:assert/strict";
import { z } from "zod";
import { serveConfigured } from "../../supabase/functions/_shared/platform/http/serve-configured.ts";
import { leastEnvironment } from "./settings-environment.ts";

const answer = z.object({
  success: z.literal(false),
  error: z.string(),
  code: z.literal("not_configured"),
  details: z.union([z.string(), z.array(z.object({ field: z.string(), message: z.string() }))]),
  request_id: z.string(),
});

function serve(env: Record<string, string | undefined>, write: (line: string) => void = () => {}) {
  const app = { fetch: () => new Response("served") };
  return serveConfigured({
    functionName: "test",
    createApp: () => app,
    env: { ...leastEnvironment, ...env },
    write,
  });
}

Deno.test("a function with its settings serves", async () => {
  const response = await serve({})(new Request("http://local/test"));
  assert.equal(await response.text(), "served");
});

const wrong = { BOLNA_API_KEY: undefined, PHONE_INDEX_KEY: "c2hvcnQ=" };

async function ask(fetch: ReturnType<typeof serve>, method: string, apikey: string) {
  const response = await fetch(new Request("http://local/test/anything", { method, headers: { apikey } }));
  assert.equal(response.status, 503);
  const body = answer.parse(await response.json());
  assert.equal(response.headers.get("x-request-id"), body.request_id);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  return body;
}

Deno.test("a function without a setting answers every request 503, and names the variable to its operator", async () => {
  const fetch = serve(wrong);
  for (const method of ["GET", "POST", "DELETE"]) {
    for (const key of ["sb_secret_a", "sb_secret_b"]) {
      const body = await ask(fetch, method, key);
      assert.match(body.error, /BOLNA_API_KEY is missing.*PHONE_INDEX_KEY is malformed/);
      const fields = z.array(z.looseObject({ field: z.string() })).parse(body.details).map(({ field }) =>
        field
      );
      assert.deepEqual(fields, ["BOLNA_API_KEY", "PHONE_INDEX_KEY"]);
    }
  }
});

Deno.test("a stranger is told that it is not configured and the request's id, whatever is wrong", async () => {
  for (const env of [wrong, { SUPABASE_SECRET_KEYS: "{" }, { SUPABASE_SECRET_KEYS: undefined }]) {
    const lines: string[] = [];
    const fetch = serve(env, (line) => lines.push(line));
    for (const key of ["", "{", "sb_secret", "sb_publishable_a"]) {
      const body = await ask(fetch, "POST", key);
      assert.doesNotMatch(JSON.stringify(body), /BOLNA|PHONE|SUPABASE|malformed|missing/);
      const [line, ...more] = lines.filter((logged) => logged.includes(body.request_id));
      assert.equal(more.length, 0);
      assert.match(line ?? "", /"event":"not_configured".*"variable":"(BOLNA_API_KEY|SUPABASE_SECRET_KEYS)"/);
    }
  }
});
