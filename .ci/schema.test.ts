import assert from "node:assert/strict";
import { checkSchema } from "../local/schema/check-schema.ts";
import { diffDatabases } from "../local/schema/diff-databases.ts";
import { makeMigration } from "../local/schema/make-migration.ts";
import { addSize, makeSmallRepository, second } from "../tests/schema/small-repository.ts";

// What tests/schema proves with a stand-in, once with the platform's own differ.

Deno.test("the platform's differ makes a migration that brings the database where the schemas are", async () => {
  await using repository = await makeSmallRepository();
  await repository.write({ ...addSize, [second]: undefined });
  const options = { name: "add_size", now: new Date("2026-03-04T05:06:07Z"), differ: diffDatabases };
  const { path, byHand } = await makeMigration(repository.root, options);
  assert.deepEqual(byHand, []);
  assert.match(
    await Deno.readTextFile(`${repository.root}/${path}`),
    /ADD COLUMN "size" integer NOT NULL DEFAULT 1/,
  );
  await repository.commit();
  const findings = await checkSchema(repository.root, diffDatabases);
  assert.deepEqual(findings.flatMap(({ problems }) => problems), []);
  assert.deepEqual(await makeMigration(repository.root, options), { byHand: [] });
});

Deno.test("a schema file that says other than the migrations is red for the platform's differ too", async () => {
  await using repository = await makeSmallRepository();
  await repository.write({
    "supabase/schemas/10_things/2_rights.sql": "grant select on public.things to anon;\n",
  });
  const problems = (await checkSchema(repository.root, diffDatabases)).flatMap(({ problems }) => problems);
  assert.ok(
    problems.some((problem) =>
      /by the platform's differ:\n.*GRANT SELECT ON TABLE "public"."things" TO "anon"/s.test(problem)
    ),
  );
});
