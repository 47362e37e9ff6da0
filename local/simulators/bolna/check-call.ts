import { z } from "zod";
import type { Agent } from "./agents.ts";
import type { BolnaAccount } from "./bolna-account.ts";
import { checkScheduledAt } from "./check-scheduled-at.ts";
import { type CallOrder, type RetryConfig, retryConfigSchema } from "./execution.ts";
import { Refusal, refusal } from "./refusal.ts";
import type { Settings } from "./settings.ts";

const E164 = /^\+[1-9]\d{1,14}$/;
const objectSchema = z.record(z.string(), z.unknown());

/**
 * Checks the body of POST /call in the order the real service is taken to use; unknown fields are ignored.
 * Throws Refusal.
 */
export function checkCall(account: BolnaAccount, text: string): CallOrder {
  const { settings } = account;
  const body = parseBody(text, settings);
  const agent = checkAgent(account, body["agent_id"]);
  const to = checkRecipient(body["recipient_phone_number"], settings);
  const from = checkFromNumber(account, agent, body["from_phone_number"], to);
  const scheduledAt = checkScheduledAt(body["scheduled_at"], settings, account.now());
  const retry = checkRetryConfig(body["retry_config"], settings);
  checkTrial(to, settings);
  checkRate(account, to);
  return { agent, to, from, userData: checkUserData(body["user_data"]), scheduledAt, retry };
}

function parseBody(text: string, settings: Settings): Record<string, unknown> {
  try {
    return objectSchema.parse(JSON.parse(text));
  } catch {
    throw refusal(settings.notJsonStatus, "Request body is not valid JSON");
  }
}

function checkAgent(account: BolnaAccount, id: unknown): Agent {
  if (id === undefined || id === null || id === "") throw refusal(400, "agent_id is required", 1001);
  if (!z.guid().safeParse(id).success) {
    throw refusal(account.settings.badAgentIdStatus, "agent_id is not a valid UUID");
  }
  const agent = account.agents.get(String(id));
  if (agent === undefined) throw refusal(account.settings.unknownAgentStatus, "Agent not found");
  return agent;
}

function checkRecipient(to: unknown, settings: Settings): string {
  if (typeof to !== "string" || !E164.test(to)) {
    throw refusal(settings.badRecipientStatus, "recipient_phone_number is required");
  }
  return to;
}

/** Also the `from-number-outage`: the account's provider lost the number, so every call with it fails. */
function checkFromNumber(account: BolnaAccount, agent: Agent, from: unknown, to: string): string {
  const outage = account.faults.take(["from-number-outage"], to) !== undefined;
  const asked = typeof from === "string" ? from : undefined;
  const owned = asked === undefined || agent.fromNumbers === undefined || agent.fromNumbers.includes(asked);
  if (outage || !owned || (from !== undefined && from !== null && asked === undefined)) {
    const number = asked ?? agent.fromNumbers?.[0] ?? "";
    const provider = agent.telephonyProvider;
    throw refusal(
      400,
      `Calling from_number ${number} doesn't exist for ${provider}. Please check your agent telephony provider.`,
    );
  }
  return asked ?? (to.startsWith("+91") ? "+918035735000" : "+15705550100");
}

function checkRetryConfig(config: unknown, settings: Settings): RetryConfig | null {
  if (config === undefined || config === null) return null;
  const parsed = retryConfigSchema.safeParse(config);
  if (parsed.success) return parsed.data;
  if (settings.badRetryConfig === "accept") return null;
  throw refusal(400, "retry_config is invalid");
}

function checkTrial(to: string, settings: Settings): void {
  if (settings.verifiedNumbers === null || settings.verifiedNumbers.includes(to)) return;
  throw refusal(settings.unverifiedStatus, "Trial accounts can only call verified phone numbers");
}

function checkRate(account: BolnaAccount, to: string): void {
  const limited = account.faults.take(["rate-limited"], to) !== undefined;
  if (!limited && account.withinRate()) return;
  const seconds = account.settings.retryAfterSeconds;
  const headers: Record<string, string> = seconds === null ? {} : { "retry-after": String(seconds) };
  throw new Refusal(429, { error: 429, message: "Rate limit exceeded" }, headers);
}

function checkUserData(data: unknown): Record<string, unknown> | null {
  if (data === undefined || data === null) return null;
  const parsed = objectSchema.safeParse(data);
  if (!parsed.success) throw refusal(400, "user_data must be an object");
  return parsed.data;
}
