import assert from "node:assert/strict";
import { z } from "zod";
import { callRule } from "../../supabase/functions/call-scheduling/rules/schema.ts";
import {
  acmeAgent,
  type CallApi,
  campaignOf,
  globexAgent,
  inMinutes,
  makeBooking,
  scheduleOf,
  signInAll,
} from "../support/call-api.ts";
import { startTestStack } from "../support/start-test-stack.ts";

export type Route = [method: string, path: string, body?: unknown];

export const missing = "00000000-0000-4000-8000-00000000dead";
const someConsent = {
  contact_id: "501",
  kind: "express",
  purposes: ["marketing"],
  artificial_voice: true,
  obtained_at: "2026-11-01T10:00:00Z",
  source: "web form",
};
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
  ["POST", "/reveal"],
  ["GET", "/history"],
];

/** Every route that takes a rule's id. */
export const ruleRoutes: Route[] = [
  ["GET", ""],
  ["PUT", "", { call_topic: "x" }],
  ["PATCH", "", { call_topic: "x" }],
  ["DELETE", ""],
  ["POST", "/preview"],
];

/** Every route that takes a campaign's id. */
export const campaignRoutes: Route[] = [
  ["GET", ""],
  ["GET", "/contacts"],
  ["GET", "/report"],
  ["PATCH", "", { name: "x" }],
  ["PUT", "/audience", { contact_ids: ["1"] }],
  ["GET", "/audience"],
  ["PUT", `/audience/${missing}/parts/0`, { first_place: 1, contact_ids: ["1"] }],
  ["POST", "/start", { dry_run_id: missing }],
  ["POST", "/pause", { reason: "Because" }],
  ["POST", "/resume"],
  ["POST", "/cancel", { reason: "Because" }],
  ["DELETE", ""],
  ["POST", "/dry-run"],
  ["POST", "/test-call", { contact_phone: "+919876510900" }],
];

/** Every route that takes the id of an entry of the do-not-call list, or of a consent. */
export const listRoutes: [...Route, kind: "suppression" | "consent"][] = [
  ["DELETE", "", { reason: "A mistake" }, "suppression"],
  ["POST", "/revoke", { via: "phone call" }, "consent"],
];

/** What members write besides schedules. */
export function isForMembers(method: string, path: string): boolean {
  return method === "POST" && /^(suppressions|consents|consents\/.*\/revoke)$/.test(path);
}

/** A preview writes nothing; how the organisation is connected, and who changed what, is the admins' affair. */
export function isForViewers(method: string, path: string): boolean {
  return (method === "GET" && !/^(audit|contacts\/.*\/export|integrations|webhooks)/.test(path)) ||
    /\/(preview|find)$/.test(path);
}

export async function createRule(as: CallApi, slug: string, agent_id: string): Promise<string> {
  const answer = await as("POST", `${slug}/rules`, { ...someRule, agent_id });
  assert.equal(answer.status, 201, answer.text);
  return callRule.parse(answer.body.rule).id;
}

export async function createCampaign(as: CallApi, slug: string, agent_id: string): Promise<string> {
  const answer = await as("POST", `${slug}/campaigns`, { name: "C", agent_id });
  assert.equal(answer.status, 201, answer.text);
  return campaignOf(answer).id;
}

/** An entry of the do-not-call list and a consent of one number. */
export async function suppressAndConsent(as: CallApi, slug: string, contact_phone: string) {
  const entry = await as("POST", `${slug}/suppressions`, { contact_phone, scope: "marketing" });
  const given = await as("POST", `${slug}/consents`, { ...someConsent, contact_phone });
  const withId = z.looseObject({ id: z.guid() });
  return {
    suppression: withId.parse(entry.body.suppression).id,
    consent: withId.parse(given.body.consent).id,
  };
}

/** Two organisations with a schedule, a rule and a campaign each, and everybody who may or may not see them. */
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
  const acmeCampaign = await createCampaign(admin, "acme", acmeAgent);
  const globexCampaign = await createCampaign(foreigner, "globex", globexAgent);
  const acmeLists = await suppressAndConsent(admin, "acme", "+919876501010");
  const globexLists = await suppressAndConsent(foreigner, "globex", "+12125550123");

  /** Every route of an organisation. */
  const orgRoutes: Route[] = [
    ["GET", "call-schedules"],
    ["POST", "call-schedules", makeBooking()],
    ["GET", "call-schedules/statistics"],
    ["GET", "call-schedules/counts"],
    ["GET", "pulse"],
    ["GET", "members"],
    ["POST", "call-schedules/bulk", { action: "cancel", ids: [adminsOwn.id] }],
    ["GET", "reports/calls"],
    ["GET", "reports/calls?by=topic"],
    ["GET", "call-schedules/due"],
    ["POST", "call-schedules/trigger-overdue"],
    ...idRoutes.map(([method, suffix, body]): Route => [
      method,
      `call-schedules/${adminsOwn.id}${suffix}`,
      body,
    ]),
    ["GET", "agents"],
    ["PUT", `agents/${acmeAgent}`, { is_active: true }],
    ["PATCH", `agents/${acmeAgent}`, { is_active: true }],
    ["GET", "rules"],
    ["POST", "rules", someRule],
    ...ruleRoutes.map(([method, suffix, body]): Route => [method, `rules/${acmeRule}${suffix}`, body]),
    ["GET", "campaigns"],
    ["POST", "campaigns", { name: "C", agent_id: acmeAgent }],
    ...campaignRoutes.map(([method, suffix, body]): Route => [
      method,
      `campaigns/${acmeCampaign}${suffix}`,
      body,
    ]),
    ["GET", "suppressions"],
    ["POST", "suppressions", { contact_phone: "+919876501011" }],
    ["POST", "suppressions/import", "contact_phone\n+919876501012\n"],
    ["DELETE", `suppressions/${acmeLists.suppression}`, { reason: "A mistake" }],
    ["POST", "suppressions/find", { contact_phone: "+919876501010" }],
    ["GET", "consents"],
    ["POST", "consents/find", { contact_phone: "+919876501010" }],
    ["POST", "consents", { ...someConsent, contact_phone: "+919876501011" }],
    ["POST", `consents/${acmeLists.consent}/revoke`, { via: "phone call" }],
    ["GET", "health"],
    ["GET", "alerts"],
    ["GET", "alerts?state=all"],
    ["GET", "alerts/settings"],
    ["PUT", "alerts/settings/calls_late", { threshold: 600 }],
    ["GET", "webhooks"],
    ["POST", "webhooks", { url: "https://hooks.example.com/", events: ["call.failed"] }],
    ["PATCH", `webhooks/${missing}`, { is_active: false }],
    ["DELETE", `webhooks/${missing}`],
    ["POST", `webhooks/${missing}/test`],
    ["GET", `webhooks/${missing}/deliveries`],
    ["POST", `webhooks/${missing}/deliveries/${missing}/replay`],
    ["GET", "audit"],
    ["GET", "contacts"],
    ["GET", "contacts/40000101/export"],
    ["POST", "contacts/40000101/erase", { reason: "Because" }],
    ["POST", "people/export", { contact_phone: "+919876501010" }],
    ["POST", "people/erase", { contact_phone: "+919876501010", reason: "Because" }],
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
        || (select json_agg(c order by c.id) from public.campaigns c)::text
        || (select count(*) from public.audience_uploads) || (select count(*) from private.audience_parts)
        || (select json_agg(c order by c.org_id) from public.hubspot_connections c)::text
        || (select json_agg(x order by x.id) from public.suppressions x)::text
        || (select json_agg(x order by x.id) from public.consents x)::text
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
    acmeCampaign,
    globexCampaign,
    acmeLists,
    globexLists,
    orgRoutes,
    storedRows,
  };
}
