import assert from "node:assert/strict";
import { findChangedMigrations } from "../../local/schema/find-changed-migrations.ts";
import { runGit } from "../../local/schema/run-git.ts";
import { addSize, first, makeSmallRepository, second, testWithGit } from "./small-repository.ts";

testWithGit(
  "what is committed and untouched holds, and a migration that is not committed yet may still change",
  async () => {
    await using repository = await makeSmallRepository();
    await repository.commit(addSize);
    assert.deepEqual(await findChangedMigrations(repository.root), []);
    await repository.write({ "supabase/migrations/20260103000000_third.sql": "select 1;\n" });
    assert.deepEqual(await findChangedMigrations(repository.root), []);
  },
);

testWithGit(
  "a committed migration that was edited is named, in the working tree and after a commit",
  async () => {
    await using repository = await makeSmallRepository();
    await repository.commit(addSize);
    const expectEdited = async () => {
      const [problem, ...more] = await findChangedMigrations(repository.root);
      assert.match(
        problem ?? "",
        /^20260102000000_second.sql was changed since commit [0-9a-f]{10} added it: bring its text back/,
      );
      assert.deepEqual(more, []);
    };
    await repository.write({ [second]: "alter table public.things add column size int;\n" });
    await expectEdited();
    await repository.commit();
    await expectEdited();
  },
);

testWithGit("a migration that was removed is missed", async () => {
  await using repository = await makeSmallRepository();
  await repository.commit(addSize);
  await repository.commit({ [second]: undefined });
  const [problem, ...more] = await findChangedMigrations(repository.root);
  assert.match(problem ?? "", /^20260102000000_second.sql is gone since commit [0-9a-f]{10} added it/);
  assert.deepEqual(more, []);
});

testWithGit("a migration under another name is a new one, and does not change either", async () => {
  await using repository = await makeSmallRepository();
  await repository.commit(addSize);
  const renamed = "supabase/migrations/20260102000001_second.sql";
  await repository.commit({ [second]: undefined, [renamed]: addSize[second] });
  await repository.commit({ [renamed]: "select 1;\n" });
  const problems = await findChangedMigrations(repository.root);
  assert.equal(problems.length, 2);
  assert.match(problems[1] ?? "", /^20260102000001_second.sql was changed since/);
});

testWithGit("a migration that would come before one that databases have taken is refused", async () => {
  await using repository = await makeSmallRepository();
  await repository.commit(addSize);
  await repository.write({ "supabase/migrations/20260101120000_late.sql": "select 1;\n" });
  assert.deepEqual(await findChangedMigrations(repository.root), [
    "20260101120000_late.sql was added after 20260102000000_second.sql and comes before it: name it by a later time.",
  ]);
});

testWithGit(
  "history is judged from the commit of the baseline on: what was before it does not count",
  async () => {
    await using repository = await makeSmallRepository();
    await repository.commit(addSize);
    const baseline = "supabase/migrations/20260201000000_baseline.sql";
    await repository.commit({ [first]: undefined, [second]: undefined, [baseline]: "select 1;\n" });
    assert.deepEqual(await findChangedMigrations(repository.root), []);
    await repository.commit({ [baseline]: "select 2;\n" });
    assert.equal((await findChangedMigrations(repository.root)).length, 1);
  },
);

testWithGit("a clone without its history is told to fetch it", async () => {
  await using repository = await makeSmallRepository();
  await repository.commit(addSize);
  await runGit(repository.root, "clone", "--quiet", "--depth", "1", `file://${repository.root}`, "shallow");
  await assert.rejects(findChangedMigrations(`${repository.root}/shallow`), /git fetch --unshallow/);
});
