import assert from "node:assert/strict";
import type { Sql } from "postgres";
import { startTestStack } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

interface Received {
  method: string;
  url: string;
  contentType: string | null;
  body: string;
  at: number;
}

type Receiver = ReturnType<typeof startReceiver>;

function startReceiver(
  answer: (request: Request) => Response | Promise<Response> = () => new Response("done"),
) {
  const received: Received[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { method, url, headers } = request;
    received.push({
      method,
      url,
      contentType: headers.get("content-type"),
      body: await request.text(),
      at: Date.now(),
    });
    return await answer(request);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    received,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("the stand-in for pg_net sends after the commit, and never what was rolled back", async () => {
  await using receiver = startReceiver();
  await using stack = await startTestStack({ withFunctions: false, seed: false, sweepEverySeconds: false });
  const { sql } = stack;

  await assert.rejects(sql.begin(async (tx) => {
    await tx`select net.http_post(${receiver.url + "rolled-back"})`;
    throw new Error("no");
  }));
  const id = await sql.begin(async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      select net.http_post(${receiver.url + "kept"}, '{"a": 1}', '{"q": "x y&z"}') as id`;
    await tx`select pg_sleep(0.3)`;
    assert.deepEqual(receiver.received, [], "nothing leaves while the transaction is open");
    return row?.id;
  });

  const response = await waitFor("the answer", async () => {
    const [row] =
      await sql`select status_code, content, timed_out, error_msg from net._http_response where id = ${
        id ?? 0
      }`;
    return row;
  });
  assert.deepEqual({ ...response }, { status_code: 200, content: "done", timed_out: false, error_msg: null });
  const [post, ...others] = receiver.received;
  assert.deepEqual(others, []);
  assert.equal(post?.url, `${receiver.url}kept?q=x%20y%26z`);
  assert.equal(post?.method, "POST");
  assert.equal(post?.contentType, "application/json");
  assert.deepEqual(JSON.parse(post?.body ?? ""), { a: 1 });
  const delays: number[] = [];
  while (delays.length < 4) delays.push(await measureDelay(sql, receiver));
  // Each asked for right after the one before: by polling alone, every one of them would take a second.
  assert.ok(Math.min(...delays) < 500, `they leave at once, not after ${delays.join(", ")} ms`);
  assert.equal((await sql`select from net.http_request_queue`).length, 0);
});

/** Milliseconds from the commit of a request to its arrival. */
async function measureDelay(sql: Sql, { url, received }: Receiver): Promise<number> {
  const before = received.length;
  await sql`select net.http_post(${url})`;
  const committedAt = Date.now();
  const arrived = await waitFor("its arrival", () => received[before]);
  return arrived.at - committedAt;
}

Deno.test("a request that gets no answer in time is recorded and not sent again", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => release = resolve);
  await using receiver = startReceiver(() => held.then(() => new Response("late")));
  await using stack = await startTestStack({ withFunctions: false, seed: false, sweepEverySeconds: false });
  await stack.sql`select net.http_get(${receiver.url}, timeout_milliseconds => 200)`;
  await stack.sql`select net.http_get('http://127.0.0.1:65000/')`;
  const rows = await waitFor("both records", async () => {
    const found = await stack.sql<{ timed_out: boolean; error_msg: string }[]>`
      select timed_out, error_msg from net._http_response order by id`;
    return found.length === 2 ? found : undefined;
  });
  release();
  assert.deepEqual(rows.map((row) => row.timed_out), [true, false]);
  assert.match(rows[0]?.error_msg ?? "", /Timeout of 200 ms reached/);
  assert.ok(rows[1]?.error_msg);
  assert.equal(receiver.received.length, 1);
});
