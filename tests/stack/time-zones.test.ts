import assert from "node:assert/strict";
import { isTimeZone } from "../../supabase/functions/_shared/platform/timestamps.ts";
import { startTestStack } from "../support/start-test-stack.ts";

Deno.test("every time zone that the database takes is one of the zone database, and the functions know it", async () => {
  await using stack = await startTestStack({ seed: false, withFunctions: false, sweepEverySeconds: false });
  const { sql } = stack;
  const names = await sql<{ name: string; taken: boolean }[]>`
    select name, private.is_time_zone(name) as taken from pg_timezone_names`;
  const taken = names.filter((row) => row.taken).map(({ name }) => name);
  assert.ok(taken.length > 400, `${taken.length}`);
  assert.deepEqual(taken.filter((name) => !isTimeZone(name)), []);
  for (
    const name of [
      "Asia/Kolkata",
      "America/Port-au-Prince",
      "America/Argentina/Buenos_Aires",
      "Etc/GMT+5",
      "UTC",
    ]
  ) {
    assert.ok(taken.includes(name), name);
  }

  const refused = [
    "Foo/5",
    "Asia/Kolkata5",
    "Asia/Kolkata-5:30",
    "Foo/Bar5",
    "A/B3C",
    "Etc/GMT+99",
    "Mars/Olympus",
    "IST",
    "+05:30",
    "posix/Asia/Kolkata",
    "right/Asia/Kolkata",
    "<Foo>/5",
    "Asia/",
    "",
  ];
  // No POSIX rule is a name, whatever place it is put behind.
  const made = taken.flatMap((name) => [`${name}5`, `${name}-3`, `${name}5X,M3.2.0,M11.1.0`]).filter((name) =>
    !taken.includes(name)
  );
  const rows = await sql<{ name: string }[]>`
    select name from unnest(${[...refused, ...made]}::text[]) as z (name) where private.is_time_zone(name)`;
  assert.deepEqual(rows.map(({ name }) => name), []);
});
