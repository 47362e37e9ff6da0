import assert from "node:assert/strict";
import { checkSchema } from "../../local/schema/check-schema.ts";
import { addSize, makeSmallRepository, second, testWithGit } from "./small-repository.ts";

// The platform's differ comes from a registry: `.ci/schema.test.ts` has it look too.
const noDiffer = () => Promise.resolve("");

async function problemsOf(root: string): Promise<string[]> {
  return (await checkSchema(root, noDiffer)).flatMap(({ problems }) => problems);
}

testWithGit("a single migration, and then a second one done well, hold", async () => {
  await using repository = await makeSmallRepository();
  const alone = await checkSchema(repository.root, noDiffer);
  assert.deepEqual(alone.flatMap(({ problems }) => problems), []);
  assert.ok(
    alone.some(({ name }) => name.includes("there is a single migration and nothing older to come from")),
  );

  await repository.commit(addSize);
  const both = await checkSchema(repository.root, noDiffer);
  assert.deepEqual(both.flatMap(({ problems }) => problems), []);
  assert.ok(
    both.some(({ name }) => /a filled database of commit \w+ has taken 20260102000000_second.sql/.test(name)),
  );
});

testWithGit("a migration that loses rows or contents is red, unless it says that it means to", async () => {
  await using repository = await makeSmallRepository();
  const lossy = `${addSize[second]}
    delete from public.things where id = 1;
    update public.things set name = upper(name);\n`;
  await repository.commit({ ...addSize, [second]: lossy });
  assert.deepEqual(await problemsOf(repository.root), [
    'public.things has no more the row {"id":1,"name":"of the demo"}',
    'public.things has no more the row {"id":2,"name":"of the filling"}',
  ]);
  await repository.write({ [second]: `-- changes data of public.things.name: capitals\n${lossy}` });
  const problems = await problemsOf(repository.root);
  assert.match(problems[0] ?? "", /was changed since/);
  assert.deepEqual(problems.slice(1), ['public.things has no more the row {"id":1}']);
});

testWithGit("a table or column that goes with what it held is red", async () => {
  await using repository = await makeSmallRepository();
  const schema = "supabase/schemas/10_things/1_things.sql";
  const dropped = "alter table public.things drop column name;\n";
  await repository.write({
    [second]: dropped,
    [schema]: "create table public.things (id int primary key);\n",
  });
  assert.deepEqual(await problemsOf(repository.root), ["public.things.name is gone with what it held"]);
  await repository.write({ [second]: "drop table public.things;\n", [schema]: "select 1;\n" });
  assert.deepEqual(await problemsOf(repository.root), ["public.things is gone with its 2 rows"]);
});

testWithGit("a schema file that says other than the migrations is red", async () => {
  await using repository = await makeSmallRepository();
  await repository.commit(addSize);
  await repository.write({
    "supabase/schemas/10_things/2_rights.sql": "grant select (name) on public.things to anon;\n",
  });
  const problems = await problemsOf(repository.root);
  assert.equal(problems.length, 2, "neither the migrations nor the upgraded database have it");
  assert.match(
    problems[0] ?? "",
    /^not the same: column things\.name\n {2}the migrations: .*\n {2}the schemas: .*anon: SELECT/,
  );
});
