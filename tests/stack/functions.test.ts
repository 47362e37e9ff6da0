import assert from "node:assert/strict";
import { StackError } from "../../local/stack/stack-error.ts";
import { startTestStack, type TestStackOptions } from "../support/start-test-stack.ts";
import { waitFor } from "../support/wait-for.ts";

const echo = `export default {
  fetch: async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname.endsWith("/crash")) Deno.exit(3);
    if (pathname.endsWith("/stream")) return new Response(request.body, { status: 418, headers: { "x-mine": "1" } });
    if (pathname.endsWith("/outside")) {
      return await fetch("http://127.0.0.1:65000/").then(() => new Response("reached"), (e) => new Response(e.name));
    }
    return Response.json({ method: request.method, pathname, search, body: await request.text(), env: Deno.env.toObject() });
  },
};`;

/** A stack whose only function tells what it sees. */
async function startWithEcho(options: TestStackOptions = {}, source = echo) {
  const functionsDir = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  const write = async (name: string, files: Record<string, string>) => {
    await Deno.mkdir(`${functionsDir}/${name}`);
    for (const [file, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${functionsDir}/${name}/${file}`, text);
    }
  };
  await write("echo", { "index.ts": source, "deno.json": "{}" });
  await write("_shared", { "index.ts": echo, "deno.json": "{}" });
  await write("no-map", { "index.ts": echo });
  const removeFunctions = () => Deno.remove(functionsDir, { recursive: true });
  const stack = await startTestStack({ ...options, functionsDir, seed: false, sweepEverySeconds: false })
    .catch(async (error) => {
      await removeFunctions();
      throw error;
    });
  const close = async () => {
    await stack.close();
    await removeFunctions();
  };
  return { stack, [Symbol.asyncDispose]: close };
}

/** Over a bare connection: `fetch` refuses such methods itself, or spells them in capitals. */
async function requestByHand(address: string, method: string, path: string) {
  const { hostname, port, host } = new URL(address);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const request = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(request));
  const text = await new Response(connection.readable).text();
  const [head = "", body = ""] = text.split("\r\n\r\n");
  return {
    status: Number(head.split(" ")[1]),
    allow: /^allow: (.*)$/im.exec(head)?.[1],
    body: JSON.parse(body),
  };
}

Deno.test("the gateway is the functions' one address", async (t) => {
  await using started = await startWithEcho();

  await t.step(
    "the gateway hands a request to its function whole, and brings the answer back whole",
    async () => {
      const { functionsUrl } = started.stack;
      const seen = await (await fetch(`${functionsUrl}/echo/a/b?c=%20d`, { method: "PATCH", body: "héllo" }))
        .json();
      assert.deepEqual(
        [seen.method, seen.pathname, seen.search, seen.body],
        ["PATCH", "/echo/a/b", "?c=%20d", "héllo"],
      );

      const big = "x".repeat(300_000);
      const answer = await fetch(`${functionsUrl}/echo/stream`, { method: "POST", body: big });
      assert.equal(answer.status, 418);
      assert.equal(answer.headers.get("x-mine"), "1");
      assert.equal(await answer.text(), big);
    },
  );

  await t.step("what is no function is a 404 in the one error shape", async () => {
    for (const name of ["nothing", "_shared", "no-map"]) {
      const answer = await fetch(`${started.stack.functionsUrl}/${name}/x`);
      assert.equal(answer.status, 404);
      const body = await answer.json();
      assert.equal(body.success, false);
      assert.equal(body.code, "function_not_found");
      assert.ok(body.request_id);
    }
    const storage = await fetch(`${started.stack.apiUrl}/storage/v1`);
    assert.equal(storage.status, 404);
    await storage.body?.cancel();
  });

  await t.step("a method that cannot be passed on is refused in the one error shape", async () => {
    const refused = { TRACE: 405, TRACK: 405, get: 501, patch: 501, post: 501, BREW: 501 };
    for (const [method, status] of Object.entries(refused)) {
      for (const path of ["/", "/functions/v1/echo", "/rest/v1/agents", "/nothing"]) {
        const answer = await requestByHand(started.stack.apiUrl, method, path);
        assert.equal(answer.status, status, `${method} ${path}`);
        assert.equal(answer.body.success, false);
        assert.equal(answer.body.code, status === 405 ? "method_not_allowed" : "method_unknown");
        assert.equal(answer.allow !== undefined, status === 405);
        assert.ok(answer.body.request_id);
      }
    }
    const passed = await requestByHand(started.stack.apiUrl, "DELETE", "/functions/v1/echo");
    assert.deepEqual([passed.status, passed.body.method], [200, "DELETE"]);
  });

  await t.step("a function that crashes is started again", async () => {
    const { functionsUrl } = started.stack;
    const broken = await fetch(`${functionsUrl}/echo/crash`);
    assert.ok([502, 503].includes(broken.status), `${broken.status}`);
    await broken.body?.cancel();
    await waitFor("the function's return", async () => {
      const answer = await fetch(`${functionsUrl}/echo`);
      await answer.body?.cancel();
      return answer.status === 200 || undefined;
    });
  });
});

Deno.test("a function sees its own settings and nothing of the machine's, and reaches only its partners", async () => {
  await using started = await startWithEcho({
    env: { LOG_LEVEL: "debug", NOT_OURS: "x", BOLNA_AGENT_ID: " " },
  });
  const { stack } = started;
  const { env } = await (await fetch(`${stack.functionsUrl}/echo`)).json();
  assert.equal(env.SUPABASE_URL, stack.apiUrl);
  assert.deepEqual(JSON.parse(env.SUPABASE_SECRET_KEYS), { default: stack.secretKey });
  assert.deepEqual(JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS), { default: stack.publishableKey });
  assert.equal(env.BOLNA_API_URL, stack.bolna.url);
  assert.equal(env.LOG_LEVEL, "debug");
  assert.equal(env.NOT_OURS, undefined);
  assert.match(env.BOLNA_AGENT_ID, /^[0-9a-f-]{36}$/, "an empty setting counts as not set");
  assert.equal(env.SUPABASE_DB_URL, undefined);
  const outside = await (await fetch(`${stack.functionsUrl}/echo/outside`)).text();
  assert.equal(outside, "NotCapable");
});

Deno.test("a partner's new address in the settings file can be reached, and no other", async () => {
  await using started = await startWithEcho();
  const { stack } = started;
  const reach = async () => {
    const answer = await fetch(`${stack.functionsUrl}/echo/outside`);
    const text = await answer.text();
    return answer.status === 200 ? text : undefined;
  };
  assert.equal(await reach(), "NotCapable");
  await stack.writeEnvFile("HUBSPOT_API_URL=http://127.0.0.1:65000\n");
  await waitFor("the address being allowed", async () => await reach() === "TypeError" || undefined);
});

Deno.test("the settings file is read at the start, gives way to the environment, and restarts the functions", async () => {
  const lines: string[] = [];
  await using started = await startWithEcho({
    log: (line) => lines.push(line),
    env: { CHECKUP_THRESHOLD_DAYS: "9" },
    envFile: "CHECKUP_THRESHOLD_DAYS=7\nLOG_LEVEL=warn\nSUPABASE_URL=http://elsewhere\n",
  });
  const { stack } = started;
  const read = async () => {
    const answer = await fetch(`${stack.functionsUrl}/echo`);
    if (answer.status === 200) return (await answer.json()).env;
    await answer.body?.cancel();
  };
  const before = await read();
  assert.deepEqual(
    [before.CHECKUP_THRESHOLD_DAYS, before.LOG_LEVEL, before.SUPABASE_URL],
    ["9", "warn", stack.apiUrl],
  );
  await stack.writeEnvFile("LOG_LEVEL=error\nBOLNA_API_URL=http://127.0.0.1:9/\n");
  const after = await waitFor("the new settings", async () => {
    const env = await read();
    return env?.LOG_LEVEL === "error" ? env : undefined;
  });
  assert.equal(after.BOLNA_API_URL, "http://127.0.0.1:9/");
  assert.equal(after.BOLNA_WEBHOOK_SECRET, before.BOLNA_WEBHOOK_SECRET);
  assert.ok(!lines.some((line) => line.startsWith("WRONG")), lines.join("\n"));
  await stack.writeEnvFile("LOG_LEVEL=loud\n");
  const wrong = await waitFor("the terminal's word", () => lines.find((line) => line.startsWith("WRONG")));
  assert.match(wrong, /LOG_LEVEL is malformed: it must be one of debug, .* answer 503 until it is mended/);
});

for (const [address, isLocal] of [["https://bolna.example", false], ["http://127.0.0.1:9", true]] as const) {
  const keys = isLocal ? "takes this machine's made-up key" : "is offered no made-up key";
  Deno.test(`an address of Bolna in the settings replaces the simulator: ${address} ${keys}`, async () => {
    await using started = await startWithEcho({ env: { BOLNA_API_URL: address, BOLNA_API_KEY: "" } });
    const { stack } = started;
    const { env } = await (await fetch(`${stack.functionsUrl}/echo`)).json();
    assert.equal(env.BOLNA_API_URL, address);
    assert.equal(env.BOLNA_API_KEY !== undefined, isLocal);
    assert.equal(stack.bolnaApiUrl, address);
    assert.throws(() => stack.bolna, /BOLNA_API_URL is set/);
  });
}

Deno.test("a function that cannot start is named with its error, and nothing is left running", async () => {
  await assert.rejects(
    startWithEcho({}, "throw new Error('broken on purpose');"),
    (error) => error instanceof StackError && /^echo does not start: .*broken on purpose/.test(error.message),
  );
});
