import assert from "node:assert/strict";
import { createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import { webhookSchema } from "../../supabase/functions/_shared/bolna/schemas.ts";
import { createCallStore } from "../../supabase/functions/_shared/calls/call-store.ts";
import { receiveEvent } from "../../supabase/functions/_shared/calls/receive-event.ts";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";

const usual = {
  duplicate: false,
  kept: true,
  known: true,
  attempt_id: crypto.randomUUID(),
  org_id: crypto.randomUUID(),
  attempt_state: "placed",
  call_status: "in_progress",
  settle: false,
};
const nobodys = { known: false, attempt_id: null, org_id: null, attempt_state: null, call_status: null };

/** The levels of what is logged of an event to which the database answers so. */
async function logged(answer: object): Promise<string[]> {
  const levels: string[] = [];
  const project = { supabaseUrl: "http://127.0.0.1:9", secretKeys: ["secret"] };
  const database = createServiceClient(project, { fetch: () => Promise.resolve(Response.json(answer)) });
  await receiveEvent({
    calls: createCallStore(database),
    bolna: createBolnaClient({ apiUrl: "http://127.0.0.1:9", apiKey: "key", callsPath: "/call" }),
    log: createLogger({ functionName: "test", level: "debug", write: (_line, level) => levels.push(level) }),
    now: () => new Date(),
  }, webhookSchema.parse({ id: "x-1", status: "ringing" }));
  return levels;
}

Deno.test("an event that its row tells of is logged for a closer look only; one that is twice, nobody's or not kept, always", async () => {
  assert.deepEqual(await logged(usual), ["debug"]);
  for (const odd of [{ duplicate: true }, nobodys, { ...nobodys, kept: false }]) {
    assert.deepEqual(await logged({ ...usual, ...odd }), ["info"]);
  }
});
