import assert from "node:assert/strict";
import { z } from "zod";
import { acmeAgent, type CallApi, campaignOf } from "../support/call-api.ts";
import type { TestStack } from "../support/start-test-stack.ts";

export const csv = { "content-type": "text/csv; charset=utf-8" };

const loaded = z.object({
  accepted: z.int(),
  already_there: z.int(),
  duplicates: z.int(),
  rejected_count: z.int(),
  rejected: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string().min(1) })),
  encoding: z.string().nullable(),
});

let campaigns = 0;

/** Makes a draft, and gives its path. */
export async function makeCampaign(
  as: CallApi,
  organization = "acme",
  agent_id = acmeAgent,
): Promise<string> {
  campaigns += 1;
  const { id } = campaignOf(
    await as("POST", `${organization}/campaigns`, { name: `Campaign ${campaigns}`, agent_id }),
  );
  return `${organization}/campaigns/${id}`;
}

/** Sends an audience that must be taken. A text is a file. */
export async function load(as: CallApi, path: string, audience: string | object, query = "") {
  const headers = typeof audience === "string" ? csv : {};
  const answer = await as("PUT", `${path}/audience${query}`, audience, headers);
  assert.equal(answer.status, 200, answer.text);
  return loaded.parse(answer.body);
}

/** How many are accepted, already there, twice there and not taken. */
export function countsOf({ accepted, already_there, duplicates, rejected_count }: z.output<typeof loaded>) {
  return [accepted, already_there, duplicates, rejected_count];
}

/** The contacts of a campaign in their order, as they are stored. */
export async function contactsOf({ sql }: TestStack, path: string) {
  return await sql<
    {
      id: string;
      contact_name: string;
      contact_id: string | null;
      phone_last4: string;
      time_zone: string;
      state: string;
    }[]
  >`
    select id, contact_name, contact_id, phone_last4, time_zone, state::text from public.campaign_contacts
    where campaign_id = ${path.slice(path.lastIndexOf("/") + 1)} order by position`;
}

/** What is stored of loadings that have not ended. */
export async function stagedRows({ sql }: TestStack): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select ((select count(*) from private.audience_rows) + (select count(*) from private.audience_parts)
      + (select count(*) from public.audience_uploads where state = 'running'))::integer as count`;
  return row?.count ?? -1;
}
