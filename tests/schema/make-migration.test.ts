import assert from "node:assert/strict";
import { makeMigration } from "../../local/schema/make-migration.ts";
import { listMigrationNames } from "../../local/schema/migration-history.ts";
import { addSize, makeSmallRepository, second, testWithGit } from "./small-repository.ts";

const now = new Date("2026-03-04T05:06:07Z");
const says = (statements: string) => () => Promise.resolve(statements);

testWithGit("without a difference there is no file", async () => {
  await using repository = await makeSmallRepository();
  assert.deepEqual(await makeMigration(repository.root, { name: "nothing", now, differ: says("") }), {
    byHand: [],
  });
  assert.equal((await listMigrationNames(repository.root)).length, 1);
});

testWithGit("the difference becomes a migration named by the UTC time", async () => {
  await using repository = await makeSmallRepository();
  await repository.write({ ...addSize, [second]: undefined });
  const differ = says("alter table public.things add column size int not null default 1;");
  const made = await makeMigration(repository.root, { name: "add_size", now, differ });
  assert.deepEqual(made, { path: "supabase/migrations/20260304050607_add_size.sql", byHand: [] });
  assert.equal(
    await Deno.readTextFile(`${repository.root}/${made.path}`),
    "alter table public.things add column size int not null default 1;\n",
  );
});

testWithGit("it comes after the last migration, whatever this machine's clock says", async () => {
  await using repository = await makeSmallRepository();
  await repository.write({ ...addSize, [second]: undefined });
  const made = await makeMigration(repository.root, {
    name: "add_size",
    now: new Date("2020-01-01"),
    differ: says("alter table public.things add column size int not null default 1;"),
  });
  assert.equal(made.path, "supabase/migrations/20260101000001_add_size.sql");
});

testWithGit("what the differ does not bring about, or not at all, is to be written by hand", async () => {
  await using repository = await makeSmallRepository();
  await repository.write({ ...addSize, [second]: undefined });
  const unseen = await makeMigration(repository.root, { name: "add_size", now, differ: says("") });
  assert.deepEqual(unseen.byHand, ["only in the schemas: column things.size"]);
  const wrong = says("alter table public.things add column size nonsense;");
  const failed = await makeMigration(repository.root, { name: "again", now, differ: wrong });
  assert.match(
    failed.byHand[0] ?? "",
    /^20260304050608_again.sql, line 1: type "nonsense" does not exist/,
  );
});

testWithGit("a name that is none is refused, and says what one is", async () => {
  await using repository = await makeSmallRepository();
  for (const name of ["", "Add size", "add-size", "../x", "1st", "a_", "a".repeat(61)]) {
    await assert.rejects(
      makeMigration(repository.root, { name, now, differ: says("select 1;") }),
      /is no name for a migration: say in small letters and underscores what it does, such as add_call_windows/,
    );
  }
  assert.equal((await listMigrationNames(repository.root)).length, 1);
});
