import assert from "node:assert/strict";
import { z } from "zod";
import { type Campaign, campaign } from "../../supabase/functions/call-scheduling/campaigns/schema.ts";
import { type CallRule, callRule } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import { callAttempt, callSchedule } from "../../supabase/functions/call-scheduling/schedules/schema.ts";
import type { TestStack } from "./start-test-stack.ts";

/** Any answer of the API: what is there must be of the contract's shape. */
const answerBody = z.looseObject({
  success: z.boolean(),
  message: z.string().optional(),
  schedule: callSchedule.optional(),
  schedules: z.array(callSchedule).optional(),
  next_cursor: z.string().nullish(),
  due_schedules: z.array(callSchedule).optional(),
  attempts: z.array(callAttempt).optional(),
  result: z.looseObject({ outcome: z.string(), bolna_call_id: z.string().nullable() }).optional(),
  triggered_calls: z.array(z.object({
    schedule_id: z.string(),
    contact_name: z.string(),
    bolna_call_id: z.string(),
  })).optional(),
  count: z.int().optional(),
  error: z.string().optional(),
  details: z.union([
    z.string(),
    z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
    z.object({ smallest: z.object({ starts_at: z.string(), ends_at: z.string() }).nullable() }),
  ]).optional(),
  code: z.string().optional(),
  request_id: z.string().optional(),
});

export type Answer = { status: number; headers: Headers; text: string; body: z.output<typeof answerBody> };
export type CallApi = (
  method: string,
  path: string,
  body?: unknown,
  headers?: HeadersInit,
) => Promise<Answer>;

/**
 * Calls the API as the bearer of a token: `path` begins with the organisation. A body that is no text is sent as JSON.
 * `functionsUrl` may be another server of the same function.
 */
export function createCallApi(functionsUrl: string, token: string): CallApi {
  return async (method, path, body, headers) => {
    const response = await fetch(`${functionsUrl}/call-scheduling/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...Object.fromEntries(new Headers(headers)),
      },
      body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = response.status === 204 ? { success: true } : JSON.parse(text);
    return { status: response.status, headers: response.headers, text, body: answerBody.parse(parsed) };
  };
}

/** The API as each of the demo users. */
export async function signInAll(stack: TestStack, functionsUrl = stack.functionsUrl) {
  const as = async (email: string) => createCallApi(functionsUrl, await stack.signIn(email));
  const [admin, member, viewer, foreigner] = await Promise.all(
    ["admin@acme.test", "member@acme.test", "viewer@acme.test", "admin@globex.test"].map(as),
  );
  if (!admin || !member || !viewer || !foreigner) throw new Error("Not everybody could sign in.");
  return { admin, member, viewer, foreigner };
}

/** Of the demo data (supabase/seed.sql). */
export const acmeAgent = "0b000000-0000-4000-8000-000000000001";
export const globexAgent = "0b000000-0000-4000-8000-000000000002";

let bookings = 0;

/** Something bookable, with a number of its own, for an hour from now. */
export function makeBooking(
  change: Record<string, unknown> = {},
): Record<string, unknown> & { contact_phone: string } {
  bookings += 1;
  return {
    agent_id: acmeAgent,
    contact_id: `contact-${bookings}`,
    contact_name: `Contact ${bookings}`,
    scheduled_at: inMinutes(60),
    contact_phone: `+9198765${String(10000 + bookings)}`,
    ...change,
  };
}

/** A rule that can be made, of acme's agent. */
export function makeRule(change: Record<string, unknown> = {}): Record<string, unknown> {
  return { rule_name: "Check-ups", rule_type: "checkup_threshold", agent_id: acmeAgent, ...change };
}

/** The rule of an answer that must have one. */
export function ruleOf({ body, status, text }: Answer): CallRule {
  const parsed = callRule.safeParse(body.rule);
  if (!parsed.success) throw new Error(`An answer ${status} without a rule: ${text}`);
  return parsed.data;
}

export function campaignOf({ body, status, text }: Answer): Campaign {
  const parsed = campaign.safeParse(body.campaign);
  if (!parsed.success) throw new Error(`An answer ${status} without a campaign: ${text}`);
  return parsed.data;
}

/** The year whose days all lie ahead, and near enough to be booked. */
export const nextYear = new Date().getUTCFullYear() + 1;

export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

/** The schedule of an answer that must have one. */
export function scheduleOf({ body, status, text }: Answer) {
  if (!body.schedule) throw new Error(`An answer ${status} without a schedule: ${text}`);
  return body.schedule;
}

/** The fields that an answer's details name. */
export function fieldsOf({ body }: Answer): string[] {
  return Array.isArray(body.details) ? body.details.map(({ field }) => field) : [];
}

/** The codes by which an answer says what is wrong with each field. */
export function fieldCodesOf({ body }: Answer): string[] {
  return Array.isArray(body.details) ? body.details.map(({ code }) => code) : [];
}

/** The answer must be an error of that status in the contract's one shape, and tell nothing of our inside. */
export function assertError(answer: Answer, status: number, what: string): void {
  assert.equal(answer.status, status, `${what}: ${answer.text}`);
  const { success, error, code, request_id, details } = answer.body;
  assert.equal(success, false);
  assert.ok(error && /[.?]$/.test(error) && code && details && request_id, answer.text);
  assert.equal(answer.headers.get("x-request-id"), request_id);
  assert.doesNotMatch(answer.text, /\bat \S+:\d+|PGRST|select |violates|sb_secret/);
}
