import assert from "node:assert/strict";
import { text } from "../../supabase/functions/call-scheduling/shared/fields.ts";
import { startTestStack } from "../support/start-test-stack.ts";

Deno.test("the API and the database take the same texts, whatever character stands alone or inside", async () => {
  await using stack = await startTestStack({ seed: false, withFunctions: false, sweepEverySeconds: false });
  // No NUL and no half of a pair: Postgres has no such text.
  const characters = await stack.sql<{ character: string; alone: boolean; inside: boolean }[]>`
    select chr(code) as character, private.is_text(chr(code), 1) as alone, private.is_text('a' || chr(code) || 'b', 3) as inside
    from (
      select generate_series(1, x'd7ff'::int) union all select generate_series(x'e000'::int, x'1ffff'::int)
      union all select generate_series(x'e0000'::int, x'e1000'::int)
    ) codes (code)`;
  const schema = text(3);
  const takes = (value: string) => schema.safeParse(value).success;
  const different = characters.filter(({ character, alone, inside }) =>
    takes(character) !== alone || takes(`a${character}b`) !== inside
  );
  assert.deepEqual(different.map(({ character }) => character.codePointAt(0)?.toString(16)), []);

  const find = (wanted: string) => characters.find(({ character }) => character === wanted);
  for (const joiner of ["\u200c", "\u200d", "\u200e", "\u200f"]) {
    assert.deepEqual([find(joiner)?.alone, find(joiner)?.inside], [false, true]);
  }
  for (const turning of ["\u202a", "\u202e", "\u2066", "\u2069"]) assert.equal(find(turning)?.inside, false);
  const [nothing] = await stack.sql<
    { taken: boolean }[]
  >`select private.is_text(${"\u200b \u2060\ufe0f"}, 9) as taken`;
  assert.deepEqual([nothing?.taken, text(9).safeParse("\u200b \u2060\ufe0f").success], [false, false]);
});
