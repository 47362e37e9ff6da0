import assert from "node:assert/strict";
import { base64 } from "@scure/base";
import type { Sql } from "postgres";
import postgres from "postgres";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";
import { layDatabase, makeLocalSettings, runTask, startProcess } from "./start-process.ts";

const someKey = (value: number) => base64.encode(new Uint8Array(32).fill(value));

/** The encryption key that the database knows, once a sweep has told it. */
async function knownKey(sql: Sql): Promise<string> {
  return await waitFor("the keys' check values", async () => {
    const [row] = await sql`select key_id from private.phone_keys where setting = 'PHONE_ENCRYPTION_KEYS'`;
    return row === undefined ? undefined : String(row.key_id);
  });
}

Deno.test("start refuses a key that the data's numbers were not stored with, and names it; the right one starts", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  try {
    await layDatabase(dataDir);
    const env = makeLocalSettings(dataDir);
    const first = await startProcess(env);
    const sql = postgres(`postgresql://postgres:postgres@127.0.0.1:${env.LOCAL_DB_PORT}/postgres`, {
      max: 1,
    });
    const id = await knownKey(sql).finally(() => sql.end());
    first.kill("SIGINT");
    assert.equal(await first.ended, 0);

    const mistyped: [Record<string, string>, RegExp][] = [
      [
        { PHONE_ENCRYPTION_KEYS: `new:${someKey(1)},${id}:${someKey(7)}` },
        new RegExp(`^PHONE_ENCRYPTION_KEYS has another key under the id ${id} than .*\\n$`),
      ],
      [
        { PHONE_INDEX_KEY: someKey(8) },
        /^PHONE_INDEX_KEY is not the key that phone numbers were stored with.*\n$/,
      ],
    ];
    for (const [settings, line] of mistyped) {
      const { code, stdout, stderr } = await runTask("start", { ...env, ...settings });
      assert.equal(code, 1);
      assert.match(stderr, line);
      assert.doesNotMatch(stdout, /Ready/);
    }

    const again = await startProcess(env);
    again.kill("SIGINT");
    assert.equal(await again.ended, 0);
    assert.doesNotMatch(again.output(), /PHONE_/);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("a wrong key that is put into the settings while start runs is told in one line, with its id", async () => {
  const lines: string[] = [];
  await using stack = await startTestStack({ withFunctions: ["sweep"], log: (line) => lines.push(line) });
  const sweep = await fetch(`${stack.functionsUrl}/sweep?wait=true`, {
    method: "POST",
    headers: { apikey: stack.secretKey },
  });
  assert.equal(sweep.status, 200, await sweep.text());
  const id = await knownKey(stack.sql);
  await stack.writeEnvFile(`PHONE_ENCRYPTION_KEYS=${id}:${someKey(7)}\n`);
  const line = await waitFor("the terminal's word", () => lines.find((line) => line.startsWith("WRONG")));
  assert.match(
    line,
    new RegExp(
      `^WRONG  PHONE_ENCRYPTION_KEYS has another key under the id ${id} .* calls wait until it is mended\\.$`,
    ),
  );
});
