import type { Code } from "../../_shared/platform/codes.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { ServiceContext } from "../context.ts";
import type { TextEncoding } from "../shared/decode-text.ts";
import { type AudiencePart, type AudienceQuery, mostPartRows, mostRows } from "./audience-schema.ts";
import { findCampaign } from "./campaign-rows.ts";
import type { Upload } from "./audience-store.ts";
import { readAudienceFile } from "./read-audience-file.ts";
import { countLoaded } from "./count-loaded.ts";
import { explainAudience, nobodyToCall } from "./refuse-audience.ts";
import type { SendPart } from "./send-part.ts";

export type AudienceInput = { file: ArrayBuffer; query: AudienceQuery } | { contact_ids: string[] } | {
  rule_id: string;
};

interface Load {
  ctx: ServiceContext;
  input: { campaignId: string; audience: AudienceInput };
  /** Makes the way on which the pieces of an upload go. */
  openSender: (uploadId: string) => SendPart;
}

interface Pieces {
  source: Code<"audience_source">;
  rowsTotal: number;
  parts: AudiencePart[];
  encoding: TextEncoding | null;
}

/** Pieces under way at once: each is a request to the function itself, and may meet it in the same process and its memory. */
const sideBySide = 3;

/**
 * Puts an audience in place of a campaign's, whole or not at all: its pieces are read and closed by requests of their own and
 * wait out of sight, until one transaction makes them the audience. What fails in between leaves nothing.
 */
export async function loadAudience({ ctx, input, openSender }: Load) {
  await findOpenCampaign(ctx, input.campaignId);
  const { orgId, userId: actorId, resourceId: uploadId } = ctx;
  const { source, rowsTotal, parts, encoding } = await readPieces(ctx, input.audience);
  const upload = { orgId, campaignId: input.campaignId, actorId, uploadId };
  const begun = await ctx.audiences.begin(upload, { source, rowsTotal });
  if (begun !== "started") throw explainAudience(begun);
  try {
    await sendAll(parts, openSender(uploadId));
    return { ...await finish(ctx, upload), encoding };
  } catch (error) {
    await drop(ctx, upload);
    throw error;
  }
}

/** Throws 404 where there is none, and 409 where it takes no audience now. */
export async function findOpenCampaign(ctx: ServiceContext, campaignId: string): Promise<void> {
  const { state } = await findCampaign(ctx, campaignId);
  if (state === "running") throw explainAudience("live");
  if (state === "completed" || state === "cancelled") throw explainAudience("over");
}

async function readPieces(ctx: ServiceContext, audience: AudienceInput): Promise<Pieces> {
  if ("file" in audience) return { source: "csv", ...readAudienceFile(audience.file, audience.query) };
  if ("contact_ids" in audience) return { source: "contacts", ...splitContacts(audience.contact_ids) };
  const named = await ctx.audiences.listContactsOfRule(ctx.orgId, audience.rule_id, mostRows + 1);
  if (named === null) {
    throw invalid(
      [{ field: "rule_id", code: "unknown", message: "There is no rule with this id." }],
      "unknown_rule",
    );
  }
  if (named.length > mostRows) {
    throw invalid(
      [{
        field: "rule_id",
        code: "too_many",
        message: `The rule names more than ${mostRows} contacts.`,
        limit: mostRows,
      }],
      "too_many_contacts",
    );
  }
  if (named.length === 0) {
    throw invalid(
      [{ field: "rule_id", code: "nobody", message: "The rule names nobody now." }],
      "nobody_to_call",
    );
  }
  return { source: "rule", ...splitContacts(named) };
}

function splitContacts(ids: readonly string[]) {
  const parts: AudiencePart[] = [];
  for (let start = 0; start < ids.length; start += mostPartRows) {
    const contact_ids = ids.slice(start, start + mostPartRows);
    parts.push({ first_place: start + 1, contact_ids });
  }
  return { rowsTotal: ids.length, parts, encoding: null };
}

/** The first refusal ends it: the others are let go, and what they keep goes with the upload. */
async function sendAll(parts: readonly AudiencePart[], send: SendPart): Promise<void> {
  const left = parts.entries();
  const sendNext = async () => {
    for (const [number, part] of left) await send(number, part);
  };
  await Promise.all(Array.from({ length: sideBySide }, sendNext));
}

async function finish(ctx: ServiceContext, upload: Upload) {
  const finished = await ctx.audiences.finish(upload);
  if (finished.outcome === "saved") {
    return countLoaded(finished.audience);
  }
  if (finished.outcome !== "invalid") throw explainAudience(finished.outcome);
  throw nobodyToCall(finished.audience.rejected);
}

/** A failure here changes nothing for the caller: what is left is out of sight, and pruned. */
async function drop(ctx: ServiceContext, upload: Upload): Promise<void> {
  try {
    await ctx.audiences.drop(upload);
  } catch (error) {
    ctx.log.warn("audience_not_dropped", { upload_id: upload.uploadId, ...describeError(error) });
  }
}
