import { type ListEnd, readList } from "../../_shared/campaigns/read-list.ts";
import { connectHubspot } from "../../_shared/contacts/connect-hubspot.ts";
import type { HubspotAccess } from "../../_shared/contacts/connection-schemas.ts";
import type { ServiceContext } from "../context.ts";
import { notConnected } from "../integrations/not-connected.ts";
import { mostRows } from "./audience-schema.ts";
import { countLoaded } from "./count-loaded.ts";
import { findOpenCampaign } from "./load-audience.ts";
import { explainAudience } from "./refuse-audience.ts";
import { explainListFailure, explainListProblem, unknownList } from "./refuse-list.ts";

interface Load {
  ctx: ServiceContext;
  input: { campaignId: string; listId: string };
}

/** HubSpot's type of contacts. */
const contactType = "0-1";

/** What a request reads itself, so that a small list is there with its answer: 500 members, in about a third of its CPU time. */
const pagesHere = 2;
const millisecondsHere = 10_000;

/**
 * Puts the contacts of a HubSpot list in place of a campaign's audience, whole or not at all. A small list at once; what is longer,
 * or stands in the way for now, is left to the sync (null): its progress says the rest.
 */
export async function loadList({ ctx, input: { campaignId, listId } }: Load) {
  await findOpenCampaign(ctx, campaignId);
  const access = await ctx.connections.readAccess(ctx.orgId);
  if (access === null) throw notConnected();
  const size = await readSize(ctx, access, listId);
  const { orgId, userId: actorId, resourceId: uploadId } = ctx;
  const worker = `request-${ctx.requestId}`;
  const begun = await ctx.lists.begin({ orgId, campaignId, actorId, uploadId, listId, size, worker });
  if (begun !== "started") throw explainAudience(begun);
  return await judgeEnd(ctx, await readHere(ctx, { uploadId, listId, access, worker }));
}

/** How many are on the list, about. Throws 422 where it is none of contacts, and what HubSpot refuses by its code. */
async function readSize(ctx: ServiceContext, access: HubspotAccess, listId: string): Promise<number> {
  const client = await connectHubspot(ctx, access);
  if (client === null) throw notConnected();
  const list = await client.readList(listId);
  if (!list.ok) throw explainListFailure(list.failure);
  if (list.value.objectTypeId !== contactType) throw unknownList("It is no list of contacts.");
  const size = list.value.size ?? 1;
  if (size > mostRows) throw explainListProblem({ code: "too_many_contacts", reason: tooMany });
  return size;
}

const tooMany = `The list has more than ${mostRows} contacts.`;

async function readHere(
  ctx: ServiceContext,
  { uploadId, listId, access, worker }: {
    uploadId: string;
    listId: string;
    access: HubspotAccess;
    worker: string;
  },
): Promise<ListEnd> {
  const begun = performance.now();
  let pages = 0;
  const takePage = () => pages++ < pagesHere && performance.now() - begun < millisecondsHere;
  const reading = { upload_id: uploadId, org_id: ctx.orgId, list_id: listId, access };
  const start = { after: null, members_read: 0, is_read: false };
  return await readList(ctx, { ...reading, ...start }, { worker, takePage });
}

async function judgeEnd(ctx: ServiceContext, ended: ListEnd) {
  if (ended.end === "lost") throw explainAudience("lost");
  const { end, loading } = ended;
  if (loading.state === "loaded") return countLoaded(loading);
  if (loading.problem !== null) throw explainListProblem(loading.problem, loading.rejected);
  if (end === "unfinished") await ctx.workers.ring("sync");
  return null;
}
