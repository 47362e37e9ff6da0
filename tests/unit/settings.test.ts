import assert from "node:assert/strict";
import {
  isSchedulerEnabled,
  parseSettings,
  settingNames,
  SettingsError,
} from "../../supabase/functions/_shared/platform/settings.ts";
import { readGivenSettings } from "../../local/stack/function-environment.ts";
import { projectRoot } from "../../local/stack/paths.ts";
import { readStackSettings } from "../../local/stack/settings.ts";
import { key32, leastEnvironment } from "./settings-environment.ts";

function problemsOf(env: Record<string, string | undefined>): Record<string, string> {
  try {
    parseSettings({ ...leastEnvironment, ...env });
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    for (const { variable } of error.problems) assert.ok(error.message.includes(variable));
    return Object.fromEntries(error.problems.map(({ variable, problem }) => [variable, problem]));
  }
  return {};
}

Deno.test("what is left out gets the contract's defaults", () => {
  const settings = parseSettings(leastEnvironment);
  assert.equal(settings.bolnaApiUrl, "https://api.bolna.ai");
  assert.equal(settings.hubspotApiUrl, "https://api.hubapi.com");
  assert.equal(settings.bolnaCallsPath, "/call");
  assert.equal(settings.schedulerEnabled, true);
  assert.equal(settings.schedulerIntervalSeconds, 10);
  assert.equal(settings.batchWrites, true);
  assert.equal(settings.checkupThresholdDays, 5);
  assert.equal(settings.webhooksAllowPrivate, false);
  assert.equal(settings.logLevel, "info");
  assert.equal(settings.bolnaAgentId, undefined);
  assert.equal(settings.bolnaFromNumber, undefined);
  assert.equal(settings.hubspotApiKey, undefined);
});

Deno.test("every required variable that is absent or empty is named", () => {
  for (const variable of Object.keys(leastEnvironment)) {
    for (const value of [undefined, "", "  "]) {
      assert.match(problemsOf({ [variable]: value })[variable] ?? "", /^is missing: set it to /);
    }
  }
});

Deno.test("every malformed variable is named with what it should be, and its value is not repeated", () => {
  const malformed: Record<string, string[]> = {
    SUPABASE_URL: ["no address", "ftp://host", "https://user:pass@host"],
    SUPABASE_PUBLISHABLE_KEYS: ["sb_publishable_a", "{}", '["a"]', '{"default":""}'],
    SUPABASE_SECRET_KEYS: ["sb_secret_a", "{}", "null", '{"default":1}'],
    BOLNA_API_KEY: ["two words", "naïve"],
    BOLNA_API_URL: ["api.bolna.ai", "https://api.bolna.ai?x=1"],
    BOLNA_AGENT_ID: ["a".repeat(201)],
    BOLNA_FROM_NUMBER: ["08035735900", "+91 80357 35900", "+0123456789"],
    BOLNA_CALLS_PATH: ["call", "https://elsewhere/call", "/call?x=1"],
    BOLNA_WEBHOOK_SECRET: ["short", "with a space in it"],
    AGENT_TOOLS_SECRET: ["short", "with a space in it"],
    METRICS_TOKEN: ["short", "with a space in it"],
    METRICS_BY_ORGANIZATION: ["some", "2"],
    CALL_SCHEDULER_ENABLED: ["yes please", "2"],
    CALL_SCHEDULER_INTERVAL: ["0", "3601", "-1", "1.5", "ten"],
    BATCH_WRITES: ["on", "no"],
    CHECKUP_THRESHOLD_DAYS: ["-1", "3651", "five", "1e2"],
    PHONE_ENCRYPTION_KEYS: [
      key32(1),
      "k1:short",
      `k1:${key32(1)},k1:${key32(2)}`,
      `a.b:${key32(1)}`,
      "k1:***",
    ],
    PHONE_INDEX_KEY: [
      "c2hvcnQ=",
      "not base64!",
      `${key32(1)}${key32(1)}`,
      key32(1).replace("A", "A "),
      key32(1).replace("A", "*A"),
    ],
    LOG_LEVEL: ["loud", "INFO"],
    WEBHOOKS_ALLOW_PRIVATE: ["on", "no"],
    HUBSPOT_API_KEY: ["two words", "naïve"],
    HUBSPOT_API_URL: ["hubapi"],
  };
  for (const [variable, values] of Object.entries(malformed)) {
    for (const value of values) {
      const problem = problemsOf({ [variable]: value })[variable] ?? "";
      assert.match(problem, /^is malformed: |^is longer/, `${variable}=${value}`);
      assert.ok(value.length < 8 || !problem.includes(value), `${variable}=${value} is repeated`);
    }
  }
});

Deno.test("all problems are told at once", () => {
  const problems = problemsOf({ BOLNA_API_KEY: "", PHONE_INDEX_KEY: "x", LOG_LEVEL: "loud" });
  assert.deepEqual(Object.keys(problems).sort(), ["BOLNA_API_KEY", "LOG_LEVEL", "PHONE_INDEX_KEY"]);
});

Deno.test("keys keep their order, newest first, and every secret key of the project is known", () => {
  const settings = parseSettings(leastEnvironment);
  assert.deepEqual(settings.phoneEncryptionKeys.map(({ id, key }) => [id, key[0]]), [["k2", 2], ["k1", 1]]);
  assert.deepEqual(settings.secretKeys, ["sb_secret_a", "sb_secret_b"]);
  assert.equal(settings.publishableKey, "sb_publishable_a");
});

Deno.test("a key may lack its padding", () => {
  const { phoneIndexKey } = parseSettings({
    ...leastEnvironment,
    PHONE_INDEX_KEY: key32(7).replace("=", ""),
  });
  assert.deepEqual(phoneIndexKey, new Uint8Array(32).fill(7));
});

Deno.test("addresses lose their trailing slash, so that a path can be put behind them", () => {
  assert.equal(
    parseSettings({ ...leastEnvironment, BOLNA_API_URL: "http://127.0.0.1:1/v/" }).bolnaApiUrl,
    "http://127.0.0.1:1/v",
  );
});

Deno.test("the scheduler's switch stops dialling when it cannot be read", () => {
  assert.deepEqual(
    [undefined, "", "true", "TRUE", "1", "false", "False", "0", "off"].map(isSchedulerEnabled),
    [true, true, true, true, true, false, false, false, false],
  );
});

Deno.test("the operator may set each in the shell, and reads of each in .env.example and in the docs", async () => {
  const ours = settingNames.filter((name) => !name.startsWith("SUPABASE_"));
  const env = Object.fromEntries(settingNames.map((name) => [name, `of ${name}`]));
  const given = await readGivenSettings({ ...readStackSettings(env), functionsEnvFile: "/nowhere/.env" });
  assert.deepEqual(given, Object.fromEntries(ours.map((name) => [name, `of ${name}`])));
  const example = await Deno.readTextFile(`${projectRoot}.env.example`);
  const offered = [...example.matchAll(/^([A-Z_]+)=$/gm)].map(([, name = ""]) => name);
  assert.deepEqual(offered.sort(), [...ours].sort());
  const page = await Deno.readTextFile(`${projectRoot}docs/deploying.md`);
  assert.deepEqual(ours.filter((name) => !page.includes(`\`${name}\``)), []);
});
