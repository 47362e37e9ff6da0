import type { Code } from "../../_shared/platform/codes.ts";
import { invalid } from "../../_shared/platform/errors.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { ServiceContext } from "../context.ts";
import type { TextEncoding } from "../shared/decode-text.ts";
import { type AudiencePart, type AudienceQuery, mostPartRows, mostRows } from "./audience-schema.ts";
import { findCampaign } from "./campaign-rows.ts";
import type { Upload } from "./audience-store.ts";
import { readAudienceFile } from "./read-audience-file.ts";
import { readListMembers } from "./read-list-members.ts";
import { explainAudience } from "./refuse-audience.ts";
import type { SendPart } from "./send-part.ts";

export type AudienceInput = { file: ArrayBuffer; query: AudienceQuery } | { contact_ids: string[] } | {
  rule_id: string;
} | { list_id: string };

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
  const { state } = await findCampaign(ctx, input.campaignId);
  if (state === "running") throw explainAudience("live");
  if (state === "completed" || state === "cancelled") throw explainAudience("over");
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

async function readPieces(ctx: ServiceContext, audience: AudienceInput): Promise<Pieces> {
  if ("file" in audience) return { source: "csv", ...readAudienceFile(audience.file, audience.query) };
  if ("contact_ids" in audience) return { source: "contacts", ...splitContacts(audience.contact_ids) };
  if ("list_id" in audience) return { source: "list", ...await readList(ctx, audience.list_id) };
  const named = await ctx.audiences.listContactsOfRule(ctx.orgId, audience.rule_id, mostRows + 1);
  if (named === null) {
    throw invalid([{ field: "rule_id", message: "There is no rule with this id." }], "unknown_rule");
  }
  if (named.length > mostRows) {
    throw invalid(
      [{ field: "rule_id", message: `The rule names more than ${mostRows} contacts.` }],
      "too_many_contacts",
    );
  }
  if (named.length === 0) {
    throw invalid([{ field: "rule_id", message: "The rule names nobody now." }], "nobody_to_call");
  }
  return { source: "rule", ...splitContacts(named) };
}

async function readList(ctx: ServiceContext, listId: string) {
  const members = await readListMembers(ctx, listId, mostRows);
  if (members.length > mostRows) {
    throw invalid(
      [{ field: "list_id", message: `The list has more than ${mostRows} contacts.` }],
      "too_many_contacts",
    );
  }
  if (members.length === 0) {
    throw invalid([{ field: "list_id", message: "Nobody is on the list now." }], "nobody_to_call");
  }
  return splitContacts(members);
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
    const { accepted, already_there, duplicates, rejected_count, rejected } = finished.audience;
    return {
      accepted: accepted ?? 0,
      already_there: already_there ?? 0,
      duplicates: duplicates ?? 0,
      rejected_count: rejected_count ?? 0,
      rejected,
    };
  }
  if (finished.outcome !== "invalid") throw explainAudience(finished.outcome);
  const { rejected } = finished.audience;
  throw invalid(
    rejected.slice(0, 50).map(({ line, field, reason }) => ({
      field: `line ${line}, ${field}`,
      message: reason,
    })),
    "nobody_to_call",
  );
}

/** A failure here changes nothing for the caller: what is left is out of sight, and pruned. */
async function drop(ctx: ServiceContext, upload: Upload): Promise<void> {
  try {
    await ctx.audiences.drop(upload);
  } catch (error) {
    ctx.log.warn("audience_not_dropped", { upload_id: upload.uploadId, ...describeError(error) });
  }
}
