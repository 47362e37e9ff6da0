import assert from "node:assert/strict";
import { createServiceClient } from "../../supabase/functions/_shared/platform/database.ts";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import { createApp } from "../../supabase/functions/metrics/app.ts";
import { waitFor } from "../support/wait-for.ts";
import { startWorld } from "./world.ts";

Deno.test("metrics", async (t) => {
  await using world = await startWorld({ withFunctions: ["sweep", "bolna-webhook", "metrics"] });
  const { stack, book, sweep, createOrganization } = world;
  const url = `${stack.functionsUrl}/metrics`;
  const token = stack.functionEnvironment().METRICS_TOKEN ?? assert.fail();
  const ask = (authorization: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { authorization } });
  async function scrape() {
    const response = await ask(`Bearer ${token}`);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return text;
  }
  const valueOf = (text: string, series: string) =>
    Number(text.split("\n").find((line) => line.startsWith(`call_scheduler_${series} `))?.split(" ").at(-1));
  /** The function in this process, with other settings. */
  async function askWith(settings: Record<string, string>, authorization = `Bearer ${token}`) {
    const parsed = parseSettings({ ...stack.functionEnvironment(), ...settings });
    const log = createLogger({ functionName: "metrics", level: "error", write: () => {} });
    const app = createApp({ settings: parsed, log, db: createServiceClient(parsed) });
    const answer = await app.fetch(
      new Request("http://functions/metrics", { headers: { authorization } }),
    );
    return { status: answer.status, text: await answer.text() };
  }

  await t.step(
    "whoever has not the token is 401 and reads nothing; without the setting it is 503",
    async () => {
      for (const wrong of ["", `Bearer ${token}x`, token, `bearer ${token}`, `Bearer ${stack.secretKey}`]) {
        const answer = await ask(wrong);
        assert.equal(answer.status, 401, wrong);
        assert.doesNotMatch(await answer.text(), /call_scheduler_/);
      }
      const off = await askWith({ METRICS_TOKEN: "" }, "Bearer ");
      assert.equal(off.status, 503);
      assert.match(off.text, /METRICS_TOKEN/);
      const posted = await ask(`Bearer ${token}`, { method: "POST" });
      assert.equal(posted.status, 404);
      await posted.body?.cancel();
    },
  );

  await t.step("the names of the contract are there before any call was made", async () => {
    const text = await scrape();
    for (
      const series of [
        "due_calls",
        "oldest_due_seconds",
        "sweep_age_seconds",
        'call_lateness_seconds_bucket{le="+Inf"}',
        "call_lateness_seconds_count",
        'calls_total{status="completed"}',
        "attempts_unknown",
        "attention",
      ]
    ) {
      assert.ok(Number.isFinite(valueOf(text, series)), `${series} in\n${text}`);
    }
  });

  await t.step("a call that is made is counted, at once, and nobody is named", async () => {
    const org = await createOrganization();
    const before = await scrape();
    await book(org, {});
    await book(org, { dueIn: 3600 });
    const due = await scrape();
    assert.equal(valueOf(due, "due_calls"), 1);
    assert.equal(valueOf(due, 'calls{status="scheduled"}'), 2);
    assert.equal((await sweep()).placed, 1);
    const ended = await waitFor("the call to be over", async () => {
      const text = await scrape();
      return valueOf(text, 'calls_total{status="completed"}') === 1 ? text : undefined;
    });
    const grown = (series: string) => valueOf(ended, series) - valueOf(before, series);
    assert.equal(grown('calls_total{status="scheduled"}'), 2);
    assert.equal(grown('calls_total{status="in_progress"}'), 1);
    assert.equal(grown('call_lateness_seconds_bucket{le="+Inf"}'), 1);
    assert.equal(grown("call_lateness_seconds_count"), 1);
    assert.match(ended, /call_scheduler_attempts_total\{.*outcome="answered".*\} 1/);
    assert.ok(grown("events_received_total") >= 1);
    assert.ok(valueOf(ended, "sweep_age_seconds") < 60);
    assert.doesNotMatch(ended, /organization=/);
    const [row] = await stack.sql<
      { slug: string }[]
    >`select slug from public.organizations where id = ${org.orgId}`;
    const named = (await askWith({ METRICS_BY_ORGANIZATION: "true" })).text;
    assert.match(named, new RegExp(`calls_total\\{.*organization="${row?.slug}".*\\}`));
  });

  await t.step("while the database does not answer it is an error, and never a page of noughts", async () => {
    const answer = await askWith({ SUPABASE_URL: "http://127.0.0.1:9" });
    assert.equal(answer.status, 503);
    assert.doesNotMatch(answer.text, /call_scheduler_/);
  });
});
