import assert from "node:assert/strict";
import { noteUndecrypted } from "../../supabase/functions/call-scheduling/shared/note-undecrypted.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";

Deno.test("a page of rows that cannot be decrypted is one log line for each request", () => {
  const lines: string[] = [];
  const log = createLogger({ functionName: "test", level: "info", write: (line) => lines.push(line) });
  for (const request_id of ["one", "two"]) {
    const ofRequest = log.child({ request_id });
    for (let row = 0; row < 50; row++) {
      noteUndecrypted(ofRequest, { schedule_id: `${row}` }, new Error("no key"));
    }
  }
  assert.equal(lines.length, 2);
});
