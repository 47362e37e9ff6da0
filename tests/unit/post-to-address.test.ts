import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { EndpointTimeout, postToAddress } from "../../supabase/functions/_shared/webhooks/post-to-address.ts";
import { signMessage } from "../../supabase/functions/_shared/webhooks/sign-delivery.ts";

/** A server on loopback that answers with these bytes, or hangs. */
function serveBytes(...answers: string[]) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const heard: string[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      const buffer = new Uint8Array(65_536);
      const read = await connection.read(buffer) ?? 0;
      heard.push(new TextDecoder().decode(buffer.subarray(0, read)));
      for (const answer of answers) await connection.write(new TextEncoder().encode(answer)).catch(() => {});
      if (answers.length > 0) connection.close();
    }
  })().catch(() => {});
  const { port } = listener.addr as Deno.NetAddr;
  return {
    heard,
    post: (url: string, timeoutMs?: number) =>
      postToAddress({
        url: new URL(url.replace("PORT", `${port}`)),
        address: "127.0.0.1",
        headers: { "x-one": "1" },
        body: "ä",
      }, timeoutMs),
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
    },
  };
}

Deno.test("the connection goes to the address that was found fit, whatever the name would resolve to", async () => {
  await using server = serveBytes("HTTP/1.1 204 No Content\r\n\r\n");
  assert.deepEqual(await server.post("http://no-such-host.invalid:PORT/a?b=c"), {
    status: 204,
    retryAfterSeconds: null,
  });
  const [head, body] = (server.heard[0] ?? "").split("\r\n\r\n");
  assert.match(head ?? "", /^POST \/a\?b=c HTTP\/1\.1\r\nhost: no-such-host\.invalid:\d+\r\n/);
  assert.match(head ?? "", /\r\ncontent-length: 2\r\nx-one: 1$/);
  assert.equal(body, "ä");
});

Deno.test("Retry-After is read, what comes before the final answer is passed over", async () => {
  await using server = serveBytes(
    "HTTP/1.1 100 Continue\r\n\r\n",
    "HTTP/1.1 503 Busy\r\nRetry-After: 17\r\n\r\nbody",
  );
  assert.deepEqual(await server.post("http://x.test:PORT/"), { status: 503, retryAfterSeconds: 17 });
});

Deno.test("what is no HTTP, endless or silent throws, and in time", async () => {
  for (
    const bytes of [
      "SSH-2.0-x\r\n\r\n",
      "HTTP/1.1 999 No\r\n\r\n",
      `HTTP/1.1 200 OK\r\nx: ${"y".repeat(20_000)}`,
    ]
  ) {
    await using server = serveBytes(bytes);
    await assert.rejects(server.post("http://x.test:PORT/"), bytes.slice(0, 20));
  }
  await using silent = serveBytes();
  await assert.rejects(silent.post("http://x.test:PORT/", 50), EndpointTimeout);
  await using plain = serveBytes("HTTP/1.1 200 OK\r\n\r\n");
  await assert.rejects(plain.post("https://x.test:PORT/", 2000), "no TLS there");
});

Deno.test("a receiver that goes by Standard Webhooks takes it with the new secret and with the old, and nothing that was changed", () => {
  const secrets = ["whsec_bmV3IHNlY3JldCBuZXcgc2VjcmV0", "whsec_b2xkIHNlY3JldCBvbGQgc2VjcmV0"];
  const event = {
    eventId: "0a000000-0000-4000-8000-000000000001",
    type: "call.completed",
    occurredAt: new Date("2026-11-22T10:00:00Z"),
    data: { schedule_id: "s" },
  };
  const { headers, body } = signMessage(event, { secrets, sentAt: new Date() });
  assert.deepEqual(JSON.parse(body), {
    type: "call.completed",
    timestamp: "2026-11-22T10:00:00.000Z",
    data: { schedule_id: "s" },
  });
  assert.equal(headers["webhook-id"], "msg_0a000000000040008000000000000001");
  for (const secret of secrets) assert.deepEqual(new Webhook(secret).verify(body, headers), JSON.parse(body));
  assert.throws(() => new Webhook(secrets[0] ?? "").verify(body.replace("completed", "failed"), headers));
  assert.throws(() => new Webhook("whsec_b3RoZXI=").verify(body, headers));
});
