import assert from "node:assert/strict";
import { sendOnce } from "../../supabase/functions/_shared/platform/send-once.ts";

/** Answers each POST and offers to keep its connection, but for every third one: that it reads, and closes. */
function serveBadly() {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const seen: string[] = [];
  let connections = 0;
  const answer = new TextEncoder().encode(
    "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok",
  );
  async function talk(connection: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const read = () => connection.read(buffer).catch(() => null);
    for (let size = await read(); size; size = await read()) {
      const name = /POST \/(\d+)/.exec(new TextDecoder().decode(buffer.subarray(0, size)))?.[1] ?? "";
      seen.push(name);
      if (Number(name) % 3 === 0) break;
      await connection.write(answer).catch(() => {});
    }
    connection.close();
  }
  const serving = (async () => {
    for await (const connection of listener) {
      connections += 1;
      void talk(connection);
    }
  })();
  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    seen,
    connections: () => connections,
    close: async () => {
      listener.close();
      await serving;
    },
  };
}

Deno.test("a request that must not be repeated has a connection of its own, and is sent once however that ends", async () => {
  const server = serveBadly();
  const post = (name: number) =>
    fetch(`${server.url}/${name}`, { method: "POST", body: "{}", ...sendOnce })
      .then((response) => response.text(), () => "broken");
  const names = Array.from({ length: 120 }, (_, index) => index);
  const answers: string[] = [];
  // One after another, where a kept connection would be at hand, and then many at once.
  for (const name of names.slice(0, 60)) answers.push(await post(name));
  answers.push(...await Promise.all(names.slice(60).map(post)));
  assert.deepEqual(answers, names.map((name) => name % 3 === 0 ? "broken" : "ok"));
  assert.deepEqual(server.seen.map(Number).sort((one, other) => one - other), names);
  assert.equal(server.connections(), names.length);
  await server.close();
});
