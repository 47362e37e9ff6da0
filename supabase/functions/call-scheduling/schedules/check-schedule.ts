import { type ApiError, type FieldProblem, invalid } from "../../_shared/platform/errors.ts";
import { dateIn, refuseScheduledAt } from "../../_shared/platform/timestamps.ts";
import { parsePhone } from "../../_shared/phone/phone.ts";
import { checkAgent, unknownAgent } from "../agents/check-agent.ts";
import type { ServiceContext } from "../context.ts";
import type { ScheduleChanges } from "./input-schema.ts";

/**
 * What a schema cannot know: whether the number can exist, the time is near enough, and the agent is the
 * organisation's and active. Gives the number as E.164. Throws 422 with every problem found. Whether contact and number
 * may be called, the database says as it writes. anyTime: a question about a time that need not be one to book.
 */
export async function checkSchedule(
  ctx: ServiceContext,
  sent: ScheduleChanges,
  { anyTime = false }: { anyTime?: boolean } = {},
): Promise<{ e164?: string }> {
  const phone = checkPhone(ctx, sent);
  const problems = [
    ...phone.problems,
    ...(anyTime ? [] : checkTimes(sent, ctx.now(), ctx.organization.time_zone)),
    ...await checkAgent(ctx, sent.agent_id),
  ];
  if (problems.length > 0) throw invalid(problems);
  return { e164: phone.e164 };
}

function checkPhone({ organization }: ServiceContext, { contact_phone, contact_country }: ScheduleChanges) {
  if (contact_phone === undefined) return { problems: [] };
  const allowedKinds = organization.allowed_number_kinds;
  const phone = parsePhone(contact_phone, { country: contact_country, allowedKinds });
  if (phone.ok) return { e164: phone.e164, problems: [] };
  return { problems: [{ field: `contact_${phone.field}`, code: phone.code, message: phone.message }] };
}

function checkTimes(sent: ScheduleChanges, now: Date, timeZone: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refusal = sent.scheduled_at &&
    refuseScheduledAt(sent.scheduled_at, now);
  if (refusal) problems.push({ field: "scheduled_at", ...refusal });
  if (
    sent.deadline_at && sent.deadline_at.milliseconds <= (sent.scheduled_at?.milliseconds ?? now.getTime())
  ) {
    problems.push({
      field: "deadline_at",
      code: "ends_too_soon",
      message: "The deadline must lie after the call's time.",
    });
  }
  const checkup = sent.last_checkup_date;
  if (checkup && checkup > dateIn(timeZone, now)) {
    problems.push({ field: "last_checkup_date", code: "in_future", message: "The day is in the future." });
  } else if (checkup && checkup < "1900-01-01") {
    problems.push({ field: "last_checkup_date", code: "too_early", message: "The day is before 1900." });
  }
  return problems;
}

/** What the database refused at the moment of writing, after all was well here. */
export function refuseField(field: string): ApiError {
  switch (field) {
    case unknownAgent.field:
      return invalid([unknownAgent]);
    case unwantedContact.field:
      return invalid([unwantedContact], "contact_do_not_call");
    case "contact_phone_hash":
      return invalid([unwantedNumber], "contact_do_not_call");
    default:
      return invalid([{
        field,
        code: "no_longer_bookable",
        message: "The time or the day is no longer one that can be booked.",
      }]);
  }
}

const unwantedContact: FieldProblem = {
  field: "contact_id",
  code: "contact_do_not_call",
  message: "HubSpot says that this contact is not to be called.",
};

const unwantedNumber: FieldProblem = {
  field: "contact_phone",
  code: "number_do_not_call",
  message: "HubSpot says of a contact with this number that it is not to be called.",
};
