import { ApiError, invalid } from "../../_shared/platform/errors.ts";
import { parseTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { createSchedule } from "../schedules/create-schedule.ts";
import { findCampaign } from "./campaign-rows.ts";
import { listCampaignContacts } from "./list-campaign-contacts.ts";
import { campaignOver } from "./refuse-campaign.ts";
import type { TestCallInput } from "./test-call-schema.ts";

/**
 * Books one call to whoever tries a campaign, as a contact of it would be called: its agent, purpose, topic and language, and that
 * contact's name. It is a booking like any other, judged and in the trail, and no call of the campaign: nothing there counts it.
 */
export async function testCallCampaign(
  { ctx, input: { id, position, contact_phone, contact_country } }: {
    ctx: ServiceContext;
    input: TestCallInput & { id: string };
  },
): ReturnType<typeof createSchedule> {
  const campaign = await findCampaign(ctx, id);
  if (campaign.state === "completed" || campaign.state === "cancelled") throw campaignOver();
  const { contacts: [contact] } = await listCampaignContacts({
    ctx,
    input: { id, limit: 1, ...(position !== undefined && { cursor: position - 1 }) },
  });
  if (contact === undefined || position !== undefined && contact.position !== position) {
    throw position === undefined ? audienceEmpty() : invalid([noContact]);
  }
  const now = parseTimestamp(ctx.now().toISOString());
  if (now === undefined) throw new Error("The clock gives no time.");
  const { agent_id, purpose, call_topic, call_language } = campaign;
  return await createSchedule({
    ctx,
    input: {
      contact_phone,
      contact_country,
      agent_id,
      purpose,
      call_topic,
      call_language,
      // Nobody's id in HubSpot: the call is written back to no record and counts for nobody's check-up.
      contact_id: `test-${ctx.resourceId}`,
      contact_name: contact.contact_name,
      scheduled_at: now,
    },
  });
}

const noContact = {
  field: "position",
  code: "unknown",
  message: "No contact of the campaign stands at that place.",
} as const;

function audienceEmpty() {
  return new ApiError({
    status: 409,
    code: "audience_empty",
    error: "The campaign has no audience: load one first, whose contact the test speaks of.",
  });
}
