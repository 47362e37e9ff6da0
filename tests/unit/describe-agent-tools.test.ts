import assert from "node:assert/strict";
import { z } from "zod";
import { describeAgentTools, promptLines } from "../../local/doctor/describe-agent-tools.ts";

/** Bolna's shape of a custom function. */
const tool = z.strictObject({
  name: z.string().regex(/^[a-z_]+$/),
  description: z.string().min(50),
  pre_call_message: z.string(),
  parameters: z.strictObject({
    type: z.literal("object"),
    properties: z.record(z.string(), z.looseObject({ type: z.literal("string"), description: z.string() })),
    required: z.array(z.string()),
  }),
  key: z.literal("custom_task"),
  value: z.strictObject({
    method: z.literal("POST"),
    url: z.string(),
    param: z.record(z.string(), z.string()),
    api_token: z.string(),
    headers: z.strictObject({ "Content-Type": z.literal("application/json") }),
  }),
});

Deno.test("what is pasted at Bolna has the same names everywhere, our address and our secret", () => {
  const tools = describeAgentTools("https://abc.supabase.co/functions/v1", "a-secret").map(({ json }) =>
    tool.parse(JSON.parse(json))
  );
  assert.deepEqual(tools.map(({ name }) => name), ["opt_out", "call_me_later", "wrong_number"]);
  for (const { name, parameters, value } of tools) {
    assert.equal(value.url, `https://abc.supabase.co/functions/v1/agent-tools/${name}`);
    assert.equal(value.api_token, "Bearer a-secret");
    const names = Object.keys(parameters.properties);
    // What is named differently arrives empty; what the prompt does not name is not filled in.
    assert.deepEqual(value.param, Object.fromEntries(names.map((key) => [key, `%(${key})s`])));
    assert.ok(parameters.required.every((key) => names.includes(key)));
    assert.ok(["call_ref", "execution_id"].every((key) => names.includes(key)));
  }
  for (const name of ["{call_ref}", "{execution_id}"]) assert.ok(promptLines.join(" ").includes(name));
});
