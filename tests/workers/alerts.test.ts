import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { makeBooking, signInAll } from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";
import { until, waitFor } from "../support/wait-for.ts";

const told = z.object({ type: z.string(), data: z.object({ code: z.string() }).loose() });
const processes = z.array(z.object({ name: z.string(), pid: z.number() }));

/** What was asked on loopback, by the last part of the path. */
function listen() {
  const heard = new Map<string, { headers: Record<string, string>; body: string }[]>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const name = new URL(request.url).pathname.slice(1);
    const headers = Object.fromEntries(request.headers);
    heard.set(name, [...heard.get(name) ?? [], { headers, body: await request.text() }]);
    return new Response(null, { status: 204 });
  });
  const at = (name: string) => heard.get(name) ?? [];
  return {
    at,
    alerts: (name: string) =>
      at(name).map(({ body }) => told.safeParse(JSON.parse(body)).data).filter((each) => each !== undefined),
    url: (name: string) => `http://127.0.0.1:${server.addr.port}/${name}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("a sweep that stands still is told within moments to the operator and to whose calls wait, and so is that it goes on; meanwhile the heartbeat stays away", async () => {
  await using stack = await startTestStack({
    withFunctions: ["call-scheduling", "deliver", "sweep"],
    env: { WEBHOOKS_ALLOW_PRIVATE: "true" },
  });
  await using outside = listen();
  const { sql } = stack;
  const { admin, foreigner } = await signInAll(stack);
  const events = ["alert.raised", "alert.resolved"];
  for (const [user, org] of [[admin, "acme"], [foreigner, "globex"]] as const) {
    const answer = await user("POST", `${org}/webhooks`, { url: outside.url(org), events });
    assert.equal(answer.status, 201, answer.text);
  }
  // Nothing but the sweep shall be told of, and within seconds.
  await sql`update private.alert_rules set threshold = case code when 'sweep_stalled' then 3 end`;
  const [set] = await sql<{ secret: string }[]>`
    select public.configure_alerts(interval_seconds => 1, url => ${outside.url("operator")},
      heartbeat_url => ${outside.url("heartbeat")}, heartbeat_seconds => 1) ->> 'secret' as secret`;
  const beats = () => outside.at("heartbeat").length;
  await until(() => beats() > 1, "heartbeats");
  const { pid } = processes.parse(JSON.parse(await Deno.readTextFile(`${stack.dataDir}/processes.json`)))
    .find(({ name }) => name === "sweep") ?? assert.fail("there is no sweep");

  Deno.kill(pid, "SIGSTOP");
  try {
    const soon = new Date(Date.now() + 500).toISOString();
    assert.equal(
      (await admin("POST", "acme/call-schedules", makeBooking({ scheduled_at: soon }))).status,
      201,
    );
    await waitFor("that the operator is told", () => outside.alerts("operator")[0]);
    const beatsSoFar = beats();
    await waitFor("that the organisation is told", () => outside.alerts("acme")[0]);
    const [asked] = await sql<{ open: number }[]>`
      select count(*)::int as open from public.alerts where state = 'open'`;
    assert.equal(asked?.open, 2, "once for the operator and once for the organisation");
    assert.ok(beats() <= beatsSoFar + 1, "one may have been on its way");
  } finally {
    Deno.kill(pid, "SIGCONT");
  }
  await waitFor("that it is over", () => outside.alerts("acme")[1]);
  await waitFor("that it is over for the operator", () => outside.alerts("operator")[1]);
  const before = beats();
  await until(() => beats() > before, "the heartbeat again");

  for (const name of ["operator", "acme"]) {
    assert.deepEqual(
      outside.alerts(name).map(({ type, data }) => `${type} ${data.code}`),
      ["alert.raised sweep_stalled", "alert.resolved sweep_stalled"],
      `${name} is told once each`,
    );
  }
  assert.deepEqual(outside.alerts("globex"), [], "who has nothing waiting hears nothing");
  for (const { body, headers } of outside.at("operator")) {
    new Webhook(set?.secret ?? "").verify(body, headers);
  }
});
