import { createPhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import { parseSettings } from "../../supabase/functions/_shared/platform/settings.ts";
import type { TestStack } from "./start-test-stack.ts";

/** Each filling has numbers of its own. */
let blocks = 0;

/** Gives a campaign so many contacts with numbers of their own in India, closed as the functions close them. */
export async function fillCampaign(stack: TestStack, campaignId: string, many: number): Promise<string[]> {
  const cipher = createPhoneCipher(parseSettings(stack.functionEnvironment()));
  const [campaign] = await stack.sql<{ org_id: string }[]>`
    select org_id from public.campaigns where id = ${campaignId}`;
  if (campaign === undefined) throw new Error("There is no such campaign.");
  const orgId = campaign.org_id;
  const block = 1000 + blocks++;
  const phones: string[] = [];
  for (let position = 1; position <= many; position++) {
    const id = crypto.randomUUID();
    const phone = `+9198${block}${String(position).padStart(4, "0")}`;
    phones.push(phone);
    await stack.sql`insert into public.campaign_contacts ${
      stack.sql({
        id,
        org_id: orgId,
        campaign_id: campaignId,
        position,
        contact_name: `Asha ${position}`,
        phone_enc: await cipher.encrypt(phoneRef(orgId, id), phone),
        phone_hash: await cipher.hash(orgId, phone),
        global_phone_hash: await cipher.globalHash(phone),
        phone_last4: phone.slice(-4),
        phone_country: "IN",
        phone_zones: ["Asia/Kolkata"],
        phone_zone_source: "number",
      })
    }`;
  }
  return phones;
}

/** A dry run that says that it would call all of them, as the campaign stands now. */
export async function keepDryRun(
  { sql }: TestStack,
  campaignId: string,
  needsConfirmation = false,
): Promise<string> {
  const [kept] = await sql<{ id: string }[]>`
    insert into public.campaign_dry_runs (org_id, campaign_id, fingerprint, will_call, will_not_call, needs_confirmation, result)
    select c.org_id, c.id, private.campaign_fingerprint(c), (
        select count(*) from public.campaign_contacts m where m.campaign_id = c.id), 0, ${needsConfirmation}, '{}'
    from public.campaigns c where c.id = ${campaignId} returning id`;
  if (kept === undefined) throw new Error("There is no such campaign.");
  return kept.id;
}
