import assert from "node:assert/strict";
import { base64urlnopad } from "@scure/base";
import { decodeCursor, encodeCursor } from "../../supabase/functions/_shared/platform/cursor.ts";

const last = { at: "2026-12-01T04:30:00.123456Z", id: "7b0f2c9e-3c1d-4a57-9a3e-0d4f5b6a7c8d" };

Deno.test("a cursor gives back the row it was made of, to the microsecond", () => {
  assert.deepEqual(decodeCursor(encodeCursor(last)), last);
});

Deno.test("a cursor can stand in an address as it is", () => {
  assert.match(encodeCursor(last), /^[A-Za-z0-9_-]+$/);
});

/** In the letters of a cursor. */
function encode(text: string): string {
  return base64urlnopad.encode(new TextEncoder().encode(text));
}

Deno.test("what is no cursor is not read as one", () => {
  const wrong = [
    "",
    "nonsense",
    "===",
    "%%%",
    btoa(JSON.stringify([last.at, last.id])),
    encode("{}"),
    encode("[]"),
    encode('["2026-12-01T04:30:00Z"]'),
    encode(`["2026-12-01","${last.id}"]`),
    encode('["2026-12-01T04:30:00Z","1"]'),
    encode(`["2026-12-01T04:30:00Z,id.gt.0)","${last.id}"]`),
    encodeCursor(last).slice(0, -4),
    "é",
  ];
  for (const text of wrong) assert.equal(decodeCursor(text), undefined, text);
});
