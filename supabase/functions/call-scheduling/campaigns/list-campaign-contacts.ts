import * as z from "zod";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { maskLast4 } from "../../_shared/phone/phone.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { findCampaign } from "./campaign-rows.ts";
import { type CampaignContact, campaignContact } from "./contacts-schema.ts";

const { contact_phone: _shown, ...columns } = campaignContact.shape;
const contactRow = z.object({
  ...columns,
  phone_last4: z.string().nullable(),
  ended_at: z.string().transform(formatTimestamp).nullable(),
});

export interface ContactFilters {
  id: string;
  state?: CampaignContact["state"];
  limit?: number;
  /** The place of the last one of the page before. */
  cursor?: number;
}

/** One page in the order in which they are called. Numbers are masked, also for admins: a list is not the place to read them. */
export async function listCampaignContacts(
  { ctx, input: { id, state, limit = 50, cursor = 0 } }: { ctx: ServiceContext; input: ContactFilters },
): Promise<{ contacts: CampaignContact[]; next_cursor: string | null }> {
  await findCampaign(ctx, id);
  const found = await createFunctionCaller(ctx.db)(z.array(contactRow), "campaign_contacts_page", {
    p_org_id: ctx.orgId,
    p_campaign_id: id,
    p_state: state ?? null,
    p_after: cursor,
    p_limit: limit + 1,
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    contacts: rows.map(({ phone_last4, ...rest }) => ({
      ...rest,
      contact_phone: phone_last4 === null ? null : maskLast4(phone_last4),
    })),
    next_cursor: last !== undefined && found.length > limit ? String(last.position) : null,
  };
}
