import * as z from "zod";
import { baseUrl, encryptionKeys, flag, key32, keyMap, required, wholeNumber } from "./setting-formats.ts";

/** Every environment variable that `parseSettings` reads. */
export const settingNames = [
  "SUPABASE_URL",
  "SUPABASE_PUBLISHABLE_KEYS",
  "SUPABASE_SECRET_KEYS",
  "BOLNA_API_KEY",
  "BOLNA_API_URL",
  "BOLNA_AGENT_ID",
  "BOLNA_FROM_NUMBER",
  "BOLNA_CALLS_PATH",
  "BOLNA_WEBHOOK_SECRET",
  "AGENT_TOOLS_SECRET",
  "METRICS_TOKEN",
  "METRICS_BY_ORGANIZATION",
  "CALL_SCHEDULER_ENABLED",
  "CALL_SCHEDULER_INTERVAL",
  "BATCH_WRITES",
  "CHECKUP_THRESHOLD_DAYS",
  "PHONE_ENCRYPTION_KEYS",
  "PHONE_INDEX_KEY",
  "PHONE_INDEX_KEY_PREVIOUS",
  "LOG_LEVEL",
  "WEBHOOKS_ALLOW_PRIVATE",
  "HUBSPOT_API_KEY",
  "HUBSPOT_API_URL",
] as const;

export type Environment = Record<string, string | undefined>;

const logLevels = ["debug", "info", "warn", "error"] as const;

const environment = z.object({
  SUPABASE_URL: baseUrl("the project's API address, such as https://abc.supabase.co"),
  SUPABASE_PUBLISHABLE_KEYS: keyMap("publishable"),
  SUPABASE_SECRET_KEYS: keyMap("secret"),
  BOLNA_API_KEY: required("the API key from Bolna's dashboard")
    .regex(/^[\x21-\x7e]+$/, "is malformed: it must be printable characters without spaces"),
  BOLNA_API_URL: baseUrl("Bolna's API address").default("https://api.bolna.ai"),
  BOLNA_AGENT_ID: z.string().max(200, "is malformed: it is longer than 200 characters").optional(),
  BOLNA_FROM_NUMBER: z.string()
    .regex(/^\+[1-9]\d{6,14}$/, "is malformed: it must be E.164, such as +918035735900").optional(),
  BOLNA_CALLS_PATH: z.string()
    .regex(/^\/[\w\-./~%]*$/, "is malformed: it must be a path that begins with /, such as /call").default(
      "/call",
    ),
  BOLNA_WEBHOOK_SECRET: required("a random text of 8 characters or more that Bolna's webhook sends back")
    .regex(/^[\x21-\x7e]{8,}$/, "is malformed: it must be 8 or more printable characters without spaces"),
  AGENT_TOOLS_SECRET: z.string()
    .regex(/^[\x21-\x7e]{8,}$/, "is malformed: it must be 8 or more printable characters without spaces")
    .optional(),
  METRICS_TOKEN: z.string()
    .regex(/^[\x21-\x7e]{8,}$/, "is malformed: it must be 8 or more printable characters without spaces")
    .optional(),
  METRICS_BY_ORGANIZATION: flag().default(false),
  CALL_SCHEDULER_ENABLED: flag().default(true),
  CALL_SCHEDULER_INTERVAL: wholeNumber(1, 3600, "seconds").default(10),
  BATCH_WRITES: flag().default(true),
  CHECKUP_THRESHOLD_DAYS: wholeNumber(0, 3650, "days").default(5),
  PHONE_ENCRYPTION_KEYS: encryptionKeys(),
  PHONE_INDEX_KEY: key32(),
  PHONE_INDEX_KEY_PREVIOUS: key32().optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `is malformed: it must be one of ${logLevels.join(", ")}` }).default(
    "info",
  ),
  WEBHOOKS_ALLOW_PRIVATE: flag().default(false),
  HUBSPOT_API_KEY: z.string()
    .regex(/^[\x21-\x7e]+$/, "is malformed: it must be printable characters without spaces").optional(),
  HUBSPOT_API_URL: baseUrl("HubSpot's API address").default("https://api.hubapi.com"),
}).transform((env) => ({
  supabaseUrl: env.SUPABASE_URL,
  publishableKey: env.SUPABASE_PUBLISHABLE_KEYS.preferred,
  /** Every secret key of the project: each may be revoked on its own. */
  secretKeys: env.SUPABASE_SECRET_KEYS.all,
  bolnaApiKey: env.BOLNA_API_KEY,
  bolnaApiUrl: env.BOLNA_API_URL,
  bolnaAgentId: env.BOLNA_AGENT_ID,
  bolnaFromNumber: env.BOLNA_FROM_NUMBER,
  bolnaCallsPath: env.BOLNA_CALLS_PATH,
  webhookSecret: env.BOLNA_WEBHOOK_SECRET,
  /** Undefined: the voice agent has no tools. */
  agentToolsSecret: env.AGENT_TOOLS_SECRET,
  /** Undefined: nobody reads metrics. */
  metricsToken: env.METRICS_TOKEN,
  metricsByOrganization: env.METRICS_BY_ORGANIZATION,
  schedulerEnabled: env.CALL_SCHEDULER_ENABLED,
  schedulerIntervalSeconds: env.CALL_SCHEDULER_INTERVAL,
  batchWrites: env.BATCH_WRITES,
  checkupThresholdDays: env.CHECKUP_THRESHOLD_DAYS,
  /** Newest first: the first one encrypts, all of them decrypt. */
  phoneEncryptionKeys: env.PHONE_ENCRYPTION_KEYS,
  phoneIndexKey: env.PHONE_INDEX_KEY,
  /** The index key of before, while it is changed. */
  phoneIndexKeyPrevious: env.PHONE_INDEX_KEY_PREVIOUS,
  logLevel: env.LOG_LEVEL,
  /** Organisations may have their events told to addresses of this machine and its network. */
  webhooksAllowPrivate: env.WEBHOOKS_ALLOW_PRIVATE,
  hubspotApiKey: env.HUBSPOT_API_KEY,
  hubspotApiUrl: env.HUBSPOT_API_URL,
}));

export type Settings = z.output<typeof environment>;

/** What is wrong with the environment: one entry per variable, never with its value. */
export class SettingsError extends Error {
  override readonly name: string = "SettingsError";

  constructor(readonly problems: { variable: string; problem: string }[]) {
    super(problems.map(({ variable, problem }) => `${variable} ${problem}.`).join(" "));
  }
}

/**
 * Reads the settings of a function process (CONTRACT §3). An empty variable counts as absent.
 * Throws a `SettingsError` that names every missing or malformed variable and how to mend it.
 */
export function parseSettings(env: Environment): Settings {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = new Map(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]));
  throw new SettingsError([...problems].map(([variable, problem]) => ({ variable, problem })));
}

/**
 * CALL_SCHEDULER_ENABLED alone, for the switch that must work at once. A value that cannot be read stops
 * dialling: it was somebody's attempt to throw the switch.
 */
export function isSchedulerEnabled(value: string | undefined): boolean {
  const parsed = flag().default(true).safeParse(value?.trim() || undefined);
  return parsed.success && parsed.data;
}

/** SUPABASE_SECRET_KEYS alone, by which the operator is known where other settings are wrong; none where it is too. */
export function parseSecretKeys(value: string | undefined): string[] {
  const parsed = keyMap("secret").safeParse(value?.trim() || undefined);
  return parsed.success ? parsed.data.all : [];
}
