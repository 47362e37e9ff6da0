import assert from "node:assert/strict";
import * as z from "zod";
import { explainProblems } from "../../supabase/functions/call-scheduling/shared/explain-problems.ts";
import { fault } from "../../supabase/functions/call-scheduling/shared/fault.ts";
import {
  id,
  inOrder,
  oneOf,
  timestamp,
  wholeNumber,
} from "../../supabase/functions/call-scheduling/shared/fields.ts";

const schema = z.object({
  id: id(),
  word: oneOf(["a", "b"]),
  count: wholeNumber(0, 9),
  either: z.union([z.string(), z.number()], "must be one of the two"),
  inner: z.object({ name: z.string("must be text, as ever: received undefined") }),
  ids: z.array(id()),
  words: z.union([z.string(), z.array(z.string())]).transform((sent) =>
    [sent].flat().flatMap((one) => one.split(","))
  )
    .pipe(z.array(oneOf(["a", "b"]))).optional(),
});

function codesOf(sent: unknown): Record<string, string> {
  const { error } = schema.safeParse(sent);
  assert.ok(error);
  return Object.fromEntries(explainProblems(error, sent).map(({ field, code }) => [field, code]));
}

Deno.test("a field that was not sent is required, whatever sentence its schema has; one of a wrong type is not, whatever that says", () => {
  assert.deepEqual(codesOf({ inner: {}, ids: [] }), {
    id: "required",
    word: "required",
    count: "required",
    either: "required",
    "inner.name": "required",
  });
  const wrong = {
    id: 5,
    word: null,
    count: 1.5,
    either: true,
    inner: { name: null },
    ids: [null],
    words: "a,c",
  };
  assert.deepEqual(codesOf(wrong), {
    id: "wrong_type",
    word: "not_a_choice",
    count: "not_whole",
    either: "not_a_choice",
    "inner.name": "wrong_type",
    "ids.0": "wrong_type",
    "words.1": "not_a_choice",
  });
  assert.deepEqual([codesOf(null).body, codesOf(undefined).body], ["wrong_type", "required"]);
  // A check of several fields says its own of one that was left out.
  const both = z.object({ move: z.string().optional() }).refine(() => false, {
    path: ["move"],
    ...fault("needed_here", "must be sent"),
  });
  const { error } = both.safeParse({});
  assert.ok(error);
  assert.equal(explainProblems(error, {})[0]?.code, "needed_here");
  // What every object has was not sent for that.
  assert.equal(Object.hasOwn(codesOf(JSON.parse('{"__proto__": {"id": "x"}}')), "id"), true);
});

Deno.test("a span that ends before it begins is told of at its end; a moment, and half a span, are spans", () => {
  const span = z.object({ from: timestamp().optional(), to: timestamp().optional() }).refine(...inOrder);
  const [early, late] = ["2026-12-01T10:00:00+05:30", "2026-12-01T05:00:00Z"];
  const sent = { from: late, to: early };
  const { error } = span.safeParse(sent);
  assert.ok(error);
  assert.deepEqual(explainProblems(error, sent), [
    { field: "to", code: "ends_too_soon", message: "must not be before from" },
  ]);
  for (const right of [{ from: early, to: late }, { from: late, to: late }, { from: late }, { to: early }]) {
    assert.equal(span.safeParse(right).success, true);
  }
});

Deno.test("what is wrong is told in words that say what to send", () => {
  const query = z.object({ q: z.string(), limit: z.int(), kind: z.enum(["a", "b"]).nullable() });
  const sent = { q: ["one", "two"], limit: 1.5, kind: "c" };
  const { error } = query.safeParse(sent);
  assert.ok(error);
  assert.deepEqual(explainProblems(error, sent).map(({ message }) => message), [
    "must be one string, and not several",
    "must be a whole number",
    "must be one of a, b",
  ]);
});
