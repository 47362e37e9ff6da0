import { placeColumns } from "../../supabase/functions/_shared/phone/describe-number.ts";
import { lastFour } from "../../supabase/functions/_shared/phone/phone.ts";
import { type PhoneCipher, phoneRef } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import type { StagedContact } from "../../supabase/functions/_shared/campaigns/staged-contact.ts";
import { organizationAt } from "./acts.ts";
import type { Campaign } from "./campaign.ts";
import { phoneAt } from "./patients.ts";
import type { WorkerPorts, Workload } from "./worker-ports.ts";

// What an admin's requests about a campaign do, one after another: each touch of the database is a request of its own.

export type CampaignStep = "start" | "pause" | "resume" | "cancel";

/** Makes the campaign, gives it its audience, looks at a dry run and starts it: the same again goes on where it was cut short. */
export function planCampaign(
  cipher: PhoneCipher,
  campaign: Campaign,
  { numbers, fields, isStarted = true }: {
    numbers: readonly number[];
    fields: Record<string, unknown>;
    isStarted?: boolean;
  },
): Workload {
  return async (ports) => {
    const made = await ports.campaigns.create({ ...refOf(campaign), fields });
    if (made.outcome !== "created") return;
    await putAudience(cipher, campaign, numbers)(ports);
    if (isStarted) await takeStep(campaign, "start")(ports);
  };
}

const partRows = 2;

/** In pieces of two rows. A number that is there twice is there twice in the file. */
export function putAudience(cipher: PhoneCipher, campaign: Campaign, numbers: readonly number[]): Workload {
  return async ({ audiences }) => {
    const upload = { ...refOf(campaign), uploadId: crypto.randomUUID() };
    const begun = await audiences.begin(upload, { source: "csv", rowsTotal: numbers.length });
    if (begun !== "started") return;
    for (let first = 0; first < numbers.length; first += partRows) {
      const rows = await Promise.all(
        numbers.slice(first, first + partRows).map((number, index) =>
          closeNumber(cipher, campaign, { number, line: first + index + 1 })
        ),
      );
      const part = { number: first / partRows, rowsRead: rows.length, rows, rejected: [] };
      if (await audiences.keepPart(upload, part) !== "kept") return;
    }
    await audiences.finish(upload);
  };
}

async function closeNumber(
  cipher: PhoneCipher,
  { organization }: Campaign,
  { number, line }: { number: number; line: number },
): Promise<StagedContact> {
  const { id: orgId } = organizationAt(organization);
  const id = crypto.randomUUID();
  const e164 = phoneAt(number);
  return {
    line,
    id,
    contact_id: null,
    contact_name: `Contact ${number}`,
    phone_enc: await cipher.encrypt(phoneRef(orgId, id), e164),
    phone_hash: await cipher.hash(orgId, e164),
    global_phone_hash: await cipher.globalHash(e164),
    phone_last4: lastFour(e164),
    ...placeColumns(e164),
    time_zone: null,
  };
}

/** A step that cannot be taken is refused, and nothing is done. */
export function takeStep(campaign: Campaign, step: CampaignStep): Workload {
  const ref = refOf(campaign);
  const reason = "Somebody said so.";
  return async (ports) => {
    switch (step) {
      case "start":
        return await start(ports, ref);
      case "pause":
        return await ports.campaigns.pause({ ...ref, reason });
      case "resume":
        return await ports.campaigns.resume(ref);
      case "cancel":
        return await ports.campaigns.cancel({ ...ref, reason });
    }
  };
}

async function start({ campaigns, dryRuns }: WorkerPorts, ref: ReturnType<typeof refOf>): Promise<void> {
  const judged = await dryRuns.judge(ref);
  if (judged.outcome !== "checked") return;
  const { will_call, will_not_call, by_code } = judged;
  const said = { will_call, will_not_call, by_code, ...nothingForeseen };
  const kept = await dryRuns.keep(ref, judged.fingerprint, said);
  if (kept.outcome === "kept") await campaigns.start({ ...ref, dryRunId: kept.id, confirm: null });
}

/** What a start does not go by. */
const nothingForeseen = {
  first_at: null,
  last_at: null,
  forecast: {
    p50_end: null,
    p90_end: null,
    most_done_at: null,
    calls: 0,
    line_hours: 0,
    cost_cents_low: 0,
    cost_cents_high: 0,
  },
  by_hour: [],
  warnings: [],
  needs_confirmation: false,
};

export function changeCampaign(campaign: Campaign, fields: Record<string, unknown>): Workload {
  return async ({ campaigns }) => await campaigns.change({ ...refOf(campaign), fields });
}

function refOf({ id, organization }: Campaign) {
  const { id: orgId, adminId } = organizationAt(organization);
  return { orgId, actorId: adminId, campaignId: id };
}
