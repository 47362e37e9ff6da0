import type { Context } from "hono";
import { z } from "zod";
import { type Database, DatabaseError, query } from "../../_shared/platform/database.ts";
import { parsePhone } from "../../_shared/phone/phone.ts";
import { dateIn, refuseScheduledAt } from "../../_shared/platform/timestamps.ts";
import { type FieldProblem, invalid } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import type { ScheduleChanges } from "./input-schema.ts";
import { forbidden } from "../organizations/check-right.ts";

/**
 * What a schema cannot know: whether the number can exist, the time is near enough, and the agent is the
 * organisation's and active. Gives the number as E.164. Throws 422 with every problem found.
 */
export async function checkSchedule(
  c: Context<AppEnv>,
  { now }: Pick<AppDeps, "now">,
  sent: ScheduleChanges,
): Promise<{ e164?: string }> {
  const { id: orgId, time_zone } = c.get("organization");
  const phone = checkPhone(sent);
  const found = await Promise.all([
    checkAgent(c.get("db"), orgId, sent.agent_id),
    checkContact(c.get("db"), orgId, sent.contact_id),
  ]);
  const problems = [
    ...phone.problems,
    ...checkTimes(sent, now(), time_zone),
    ...found.flat(),
  ];
  if (problems.length > 0) {
    throw invalid(
      problems,
      problems.every((problem) => problem === unwantedContact) ? "contact_do_not_call" : "invalid",
    );
  }
  return { e164: phone.e164 };
}

function checkPhone({ contact_phone, contact_country }: ScheduleChanges) {
  if (contact_phone === undefined) return { problems: [] };
  const phone = parsePhone(contact_phone, contact_country);
  if (phone.ok) return { e164: phone.e164, problems: [] };
  return { problems: [{ field: `contact_${phone.field}`, message: phone.message }] };
}

function checkTimes(sent: ScheduleChanges, now: Date, timeZone: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refusal = sent.scheduled_at &&
    refuseScheduledAt(sent.scheduled_at, now);
  if (refusal) problems.push({ field: "scheduled_at", message: refusal });
  const checkup = sent.last_checkup_date;
  if (checkup && checkup > dateIn(timeZone, now)) {
    problems.push({ field: "last_checkup_date", message: "The day is in the future." });
  } else if (checkup && checkup < "1900-01-01") {
    problems.push({ field: "last_checkup_date", message: "The day is before 1900." });
  }
  return problems;
}

export async function checkAgent(
  db: Database,
  orgId: string,
  agentId: string | undefined,
): Promise<FieldProblem[]> {
  if (agentId === undefined) return [];
  const found = await query(
    "agents.find",
    z.array(z.object({ is_active: z.boolean() })),
    db.from("agents").select("is_active").eq("org_id", orgId).eq("id", agentId),
  );
  if (found[0]?.is_active) return [];
  return [unknownAgent];
}

/** Whether HubSpot says of the contact, or of the one that it was merged into, that it is not to be called. */
async function checkContact(
  db: Database,
  orgId: string,
  contactId: string | undefined,
): Promise<FieldProblem[]> {
  if (contactId === undefined || !/^[1-9]\d{0,17}$/.test(contactId)) return [];
  const found = await query(
    "contacts.find_do_not_call",
    z.array(z.object({ contact_id: z.string() })),
    db.from("contacts").select("contact_id").eq("org_id", orgId).eq("do_not_call", true).is(
      "removed_at",
      null,
    )
      .or(`contact_id.eq.${contactId},merged_ids.cs.{${contactId}}`).limit(1),
  );
  return found.length > 0 ? [unwantedContact] : [];
}

const unwantedContact: FieldProblem = {
  field: "contact_id",
  message: "HubSpot says that this contact is not to be called.",
};

/**
 * What a refused write means to the caller: between the checks and the write the agent was removed, or the caller's role.
 */
export function explainWriteError(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) return error;
  if (error.code === "23503") return invalid([unknownAgent]);
  if (error.code === "42501") return forbidden("Your role in the organisation no longer allows this.");
  return error;
}

/** One message for every agent that cannot be used, so that nobody learns of another organisation's. */
const unknownAgent: FieldProblem = {
  field: "agent_id",
  message: "The organisation has no active agent of this id.",
};
