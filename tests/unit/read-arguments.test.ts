import assert from "node:assert/strict";
import { connectToAddress } from "../../local/stack/connect-to-address.ts";
import { readStackSettings } from "../../local/stack/settings.ts";
import { StackError } from "../../local/stack/stack-error.ts";
import { useFile } from "../../local/stack/use-file.ts";
import { readArguments } from "../../local/tasks/read-arguments.ts";

Deno.test("what a task does not know is refused in one sentence that says how it is called", () => {
  const usage = "Say where to: deno task backup -- --out DIR";
  const config = { options: { out: { type: "string" } } } as const;
  assert.equal(readArguments(usage, config, ["--", "--out", "here"]).values.out, "here");
  const refusals = {
    "--bogus": "Unknown option '--bogus'.",
    "--out": "Option '--out <value>' argument missing.",
    "here": "Unexpected argument 'here'.",
  };
  for (const [argument, said] of Object.entries(refusals)) {
    assert.throws(() => readArguments(usage, config, [argument]), new StackError(`${said} ${usage}`));
  }
});

Deno.test("a file that cannot be used is named with the reason, and another fault stays what it is", async () => {
  const directory = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  try {
    const missing = `${directory}/none`;
    await assert.rejects(
      useFile(missing, () => Deno.readFile(missing)),
      new StackError(`${missing}: there is no such file or directory.`),
    );
    await assert.rejects(
      useFile(directory, () => Deno.readFile(directory)),
      new StackError(`${directory}: it is a directory.`),
    );
    const there = `${directory}/there`;
    await Deno.writeTextFile(there, "");
    await assert.rejects(
      useFile(there, () => Deno.open(there, { write: true, createNew: true })),
      new StackError(`${there}: it is there already: name another one.`),
    );
    const fault = new Error("a fault of ours");
    await assert.rejects(useFile(there, () => Promise.reject(fault)), fault);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("an address that leads to no database is refused without being said", async () => {
  for (const address of ["nonsense", "http://127.0.0.1:5432/postgres"]) {
    await assert.rejects(connectToAddress(address), /must be like postgresql:/);
    assert.throws(() => readStackSettings({ LOCAL_DB_URL: address }), /^StackError: LOCAL_DB_URL must be/);
  }
  // Nothing listens on port 1.
  await assert.rejects(
    connectToAddress("postgresql://postgres:secret@127.0.0.1:1/postgres"),
    (error) =>
      error instanceof StackError && /does not answer/.test(error.message) && !/secret/.test(error.message),
  );
});
