import assert from "node:assert/strict";
import { callRule } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import {
  acmeAgent,
  type CallApi,
  globexAgent,
  inMinutes,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

export type Route = [method: string, path: string, body?: unknown];

export const missing = "00000000-0000-4000-8000-00000000dead";
const someRule = { rule_name: "R", rule_type: "checkup_threshold", agent_id: acmeAgent };

/** Every route that takes a schedule's id. */
export const idRoutes: Route[] = [
  ["GET", ""],
  ["PUT", "", { call_topic: "x" }],
  ["PATCH", "", { call_topic: "x" }],
  ["DELETE", ""],
  ["POST", "/cancel"],
  ["POST", "/execute"],
  ["POST", "/resolve", { outcome: "placed" }],
];

/** Every route that takes a rule's id. */
export const ruleRoutes: Route[] = [
  ["GET", ""],
  ["PUT", "", { call_topic: "x" }],
  ["PATCH", "", { call_topic: "x" }],
  ["DELETE", ""],
  ["POST", "/preview"],
];

/** A preview writes nothing; how the organisation is connected is the admins' affair. */
export function isForViewers(method: string, path: string): boolean {
  return (method === "GET" && !path.startsWith("integrations")) || path.endsWith("/preview");
}

export async function createRule(as: CallApi, slug: string, agent_id: string): Promise<string> {
  const answer = await as("POST", `${slug}/rules`, { ...someRule, agent_id });
  assert.equal(answer.status, 201, answer.text);
  return callRule.parse(answer.body.rule).id;
}

/** Two organisations with a schedule and a rule each, and everybody who may or may not see them. */
export async function startIsolationWorld() {
  const stack = await startTestStack({ withFunctions: ["call-scheduling"], sweepEverySeconds: false });
  const users = await signInAll(stack);
  const { admin, member, foreigner } = users;
  const adminBooking = makeBooking();
  const adminsOwn = scheduleOf(await admin("POST", "acme/call-schedules", adminBooking));
  const memberBooking = makeBooking({ scheduled_at: inMinutes(-10) });
  const membersOwn = scheduleOf(await member("POST", "acme/call-schedules", memberBooking));
  const foreign = scheduleOf(
    await foreigner("POST", "globex/call-schedules", makeBooking({ agent_id: globexAgent })),
  );
  const acmeRule = await createRule(admin, "acme", acmeAgent);
  const globexRule = await createRule(foreigner, "globex", globexAgent);

  /** Every route of an organisation. */
  const orgRoutes: Route[] = [
    ["GET", "call-schedules"],
    ["POST", "call-schedules", makeBooking()],
    ["GET", "call-schedules/statistics"],
    ["GET", "call-schedules/due"],
    ["POST", "call-schedules/trigger-overdue"],
    ...idRoutes.map(([method, suffix, body]): Route => [
      method,
      `call-schedules/${adminsOwn.id}${suffix}`,
      body,
    ]),
    ["GET", "rules"],
    ["POST", "rules", someRule],
    ...ruleRoutes.map(([method, suffix, body]): Route => [method, `rules/${acmeRule}${suffix}`, body]),
    ["GET", "contacts"],
    ["POST", "contacts/sync"],
    ["GET", "integrations/hubspot"],
    ["PUT", "integrations/hubspot", { default_country: "IN" }],
    ["DELETE", "integrations/hubspot"],
    ["POST", "integrations/hubspot/test"],
    ["GET", "integrations/hubspot/outbox"],
    ["POST", `integrations/hubspot/outbox/${missing}/resend`],
  ];

  async function storedRows(): Promise<string> {
    const [row] = await stack.sql`
      select (select json_agg(s order by s.id) from public.call_schedules s)::text
        || (select json_agg(r order by r.id) from public.call_schedule_rules r)::text
        || (select json_agg(c order by c.org_id) from public.hubspot_connections c)::text
        || (select count(*) from public.call_attempts) || (select count(*) from public.audit_log) as rows`;
    return String(row?.rows);
  }

  return {
    stack,
    ...users,
    adminBooking,
    adminsOwn,
    memberBooking,
    membersOwn,
    foreign,
    acmeRule,
    globexRule,
    orgRoutes,
    storedRows,
  };
}
