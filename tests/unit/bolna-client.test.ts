import assert from "node:assert/strict";
import { createBolnaClient } from "../../supabase/functions/_shared/bolna/client.ts";
import { classifyPlaceAnswer } from "../../supabase/functions/_shared/calls/dispatch-outcome.ts";

const body = { agent_id: "a", recipient_phone_number: "+919876543210", user_data: { call_ref: "r" } };

interface Fake {
  url: string;
  requests: { path: string; query: URLSearchParams; authorization: string | null; body: string }[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** An HTTP server that answers as told and keeps what it was asked. */
function serve(answer: (count: number) => Response | Promise<Response>): Fake {
  const requests: Fake["requests"] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const { pathname: path, searchParams: query } = new URL(request.url);
    const authorization = request.headers.get("authorization");
    requests.push({ path, query, authorization, body: await request.text() });
    return await answer(requests.length);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    requests,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** A server that reads a request and then writes these bytes, nothing else, and closes. */
function serveBytes(text: string): { url: string; count: () => number } & Disposable {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  let count = 0;
  (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(65_536));
      count += 1;
      await connection.write(new TextEncoder().encode(text));
      connection.close();
    }
  })();
  const { port } = listener.addr;
  return { url: `http://127.0.0.1:${port}`, count: () => count, [Symbol.dispose]: () => listener.close() };
}

function client(url: string, changes: { callsPath?: string; timeoutMs?: number } = {}) {
  return createBolnaClient({ apiUrl: url, apiKey: "bn-key", callsPath: "/call", ...changes });
}

async function outcomeAt(url: string, changes: { timeoutMs?: number } = {}): Promise<string> {
  return classifyPlaceAnswer(await client(url, changes).placeCall(body)).outcome;
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}

Deno.test("a call is one POST of JSON with the key, to the path that is set", async () => {
  await using bolna = serve(() => json({ message: "done", status: "queued", execution_id: "x-1" }));
  const answer = await client(`${bolna.url}/`, { callsPath: "/v9/dial" }).placeCall(body);
  const [request, ...more] = bolna.requests;
  assert.equal(more.length, 0);
  assert.equal(request?.path, "/v9/dial");
  assert.equal(request?.authorization, "Bearer bn-key");
  assert.deepEqual(JSON.parse(request?.body ?? ""), body);
  assert.deepEqual(answer, {
    kind: "answered",
    status: 200,
    executionId: "x-1",
    bolnaStatus: "queued",
    message: null,
    retryAfterSeconds: null,
  });
});

Deno.test("a connection that was never made is not sent", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  assert.equal(await outcomeAt(`http://127.0.0.1:${port}`), "not_sent");
  assert.equal(await outcomeAt("http://no-such-host.invalid"), "not_sent");
});

Deno.test("whatever breaks after the request was sent is unknown, and is asked once", async () => {
  const broken = ["", "junk\r\n\r\n", 'HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"execution_id":'];
  for (const text of broken) {
    using bolna = serveBytes(text);
    assert.equal(await outcomeAt(bolna.url), "unknown", text);
    assert.equal(bolna.count(), 1, text);
  }
});

Deno.test("a kept connection that breaks off does not make the runtime send the call again", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const requests: string[] = [];
  const connections: Deno.Conn[] = [];
  const serving = (async () => {
    for await (const connection of listener) {
      connections.push(connection);
      void answerReadsOnly(connection, requests);
    }
  })();
  const bolna = client(`http://127.0.0.1:${listener.addr.port}`);
  // Reads leave connections behind that a POST could be sent on.
  for (let read = 0; read < 3; read++) assert.equal((await bolna.readExecution("x")).ok, true);
  assert.equal(classifyPlaceAnswer(await bolna.placeCall(body)).outcome, "unknown");
  assert.deepEqual(requests, ["GET", "GET", "GET", "POST"]);
  listener.close();
  await serving;
  connections.forEach((connection) => connection.close());
});

/** Answers every GET and keeps the connection; closes it on a POST. */
async function answerReadsOnly(connection: Deno.Conn, requests: string[]): Promise<void> {
  const buffer = new Uint8Array(65_536);
  const record = '{"id":"x","status":"busy"}';
  const read = () => connection.read(buffer).catch(() => null);
  for (let size = await read(); size; size = await read()) {
    const method = new TextDecoder().decode(buffer.subarray(0, size)).split(" ")[0] ?? "";
    requests.push(method);
    if (method !== "GET") return await connection.closeWrite();
    const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${record.length}\r\n\r\n${record}`;
    await connection.write(new TextEncoder().encode(answer));
  }
}

Deno.test("an answer that comes too late is unknown", async () => {
  const late = Promise.withResolvers<Response>();
  await using bolna = serve(() => late.promise);
  const answer = await client(bolna.url, { timeoutMs: 1500 }).placeCall(body);
  late.resolve(json({ execution_id: "x-1" }));
  assert.equal(answer.kind, "no_answer");
  assert.equal(answer.kind === "no_answer" && answer.timedOut, true);
  assert.equal(bolna.requests.length, 1);
});

Deno.test("a redirect is not followed: it would send the call again", async () => {
  await using bolna = serve(() => new Response(null, { status: 307, headers: { location: "/elsewhere" } }));
  assert.equal(await outcomeAt(bolna.url), "unknown");
  assert.equal(bolna.requests.length, 1);
});

Deno.test("a 2xx that names no execution is unknown", async () => {
  for (
    const answer of [
      json({ message: "done" }),
      json({ id: "x" }),
      json([]),
      json({ execution_id: "" }),
      new Response("done"),
    ]
  ) {
    await using bolna = serve(() => answer);
    assert.equal(await outcomeAt(bolna.url), "unknown");
  }
});

Deno.test("a refusal counts even when its words break off", async () => {
  using bolna = serveBytes('HTTP/1.1 400 Bad Request\r\ncontent-length: 99\r\n\r\n{"mess');
  assert.equal(await outcomeAt(bolna.url), "refused");
});

Deno.test("Retry-After is read as seconds", async () => {
  await using bolna = serve(() => new Response("{}", { status: 429, headers: { "retry-after": "17" } }));
  const answer = await client(bolna.url).placeCall(body);
  assert.equal(answer.kind === "answered" && answer.retryAfterSeconds, 17);
});

Deno.test("Bolna's words come without phone numbers and no longer than 500 characters", async () => {
  await using bolna = serve(() => json({ message: `+919876543210 ${"x".repeat(900)}` }, 400));
  const answer = await client(bolna.url).placeCall(body);
  assert.equal(answer.kind, "answered");
  const message = answer.kind === "answered" ? answer.message ?? "" : "";
  assert.deepEqual([message.length, message.slice(0, 10)], [500, "[number] x"]);
});

Deno.test("an execution is read by its id, whatever characters that has", async () => {
  await using bolna = serve(() => json({ id: "x", status: "busy" }));
  const answer = await client(bolna.url).readExecution("../user/me?x=1");
  assert.equal(answer.ok, true);
  assert.equal(bolna.requests[0]?.path, "/executions/..%2Fuser%2Fme%3Fx%3D1");
});

Deno.test("a failed read says whether it is missing, refused, unavailable or unreadable", async () => {
  const kinds = {
    404: "not_found",
    401: "refused",
    429: "refused",
    500: "unavailable",
    302: "unavailable",
    200: "unreadable",
  };
  for (const [status, kind] of Object.entries(kinds)) {
    await using bolna = serve(() => json({ detail: "no" }, Number(status)));
    const answer = await client(bolna.url).readExecution("x");
    assert.equal(!answer.ok && answer.kind, kind, status);
  }
});

Deno.test("the list is walked to its end with both ends of the window, and a row is kept once", async () => {
  const pages = [
    { data: [{ id: "a", status: "queued" }, { id: "b", status: "queued" }], has_more: true },
    { data: [{ id: "b", status: "ringing" }, { id: "c", status: "queued" }], has_more: false },
  ];
  await using bolna = serve((count) => json(pages[count - 1]));
  const window = { from: new Date("2026-11-22T10:00:00Z"), to: new Date("2026-11-22T10:10:00Z") };
  const { executions, complete } = await client(bolna.url).listExecutions({ agentId: "agent", ...window });
  assert.equal(complete, true);
  assert.deepEqual(executions.map(({ id, status }) => `${id} ${status}`), [
    "a queued",
    "b ringing",
    "c queued",
  ]);
  const asked = bolna.requests.map(({ query }) => Object.fromEntries(query));
  const fixed = { from: "2026-11-22T10:00:00.000Z", to: "2026-11-22T10:10:00.000Z", page_size: "50" };
  assert.deepEqual(asked, [{ ...fixed, page_number: "1" }, { ...fixed, page_number: "2" }]);
});

Deno.test("a list with a page or a row missing says that it is not complete, and keeps what it has", async () => {
  const answers = [
    [json({ data: [{ id: "a", status: "queued" }], has_more: true }), json({}, 500)],
    [json({ data: [{ id: "a", status: "queued" }, { id: 5 }], has_more: false })],
  ];
  for (const list of answers) {
    await using bolna = serve((count) => list[count - 1] ?? json({}, 500));
    const now = new Date();
    const result = await client(bolna.url).listExecutions({ agentId: "agent", from: now, to: now });
    assert.deepEqual([result.complete, result.executions.map(({ id }) => id)], [false, ["a"]]);
  }
});

Deno.test("the account is read with its wallet and concurrency", async () => {
  await using bolna = serve(() =>
    json({ id: "u", name: "n", email: "e", wallet: "99.5", concurrency: { max: 10, current: 1 } })
  );
  const answer = await client(bolna.url).readAccount();
  assert.deepEqual(answer, {
    ok: true,
    data: { id: "u", name: "n", email: "e", wallet: 99.5, concurrency: { max: 10, current: 1 } },
  });
});

Deno.test("a stopped call answers with its status", async () => {
  await using bolna = serve(() => json({ message: "done", status: "stopped", execution_id: "x" }));
  assert.deepEqual(await client(bolna.url).stopCall("x"), { ok: true, data: { status: "stopped" } });
  assert.equal(bolna.requests[0]?.path, "/call/x/stop");
});
