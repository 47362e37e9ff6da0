import { readJson } from "../../_shared/platform/http/read-json.ts";
import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { Context } from "hono";
import { malformed } from "../../_shared/platform/errors.ts";
import type { App, AppEnv } from "../context.ts";
import { mediaTypeOf } from "../middleware/media-type-of.ts";
import { requireCsvOrJson } from "../middleware/require-csv-or-json.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { explainProblems } from "../shared/explain-problems.ts";
import { json, security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import {
  audienceBody,
  audienceProgress,
  type AudienceQuery,
  audienceQuery,
  loadedAudience,
} from "./audience-schema.ts";
import { type AudienceInput, loadAudience } from "./load-audience.ts";
import { loadList } from "./load-list.ts";
import { readAudienceProgress } from "./read-audience-progress.ts";
import { createPartSender } from "./send-part.ts";

/** Told apart and read by what it is declared as, so that these describe and do not check. */
const string = { type: "string" as const };
const contactIds = { type: "array" as const, items: string, minItems: 1, maxItems: 50_000 };
const body = {
  required: true,
  content: {
    "text/csv": {
      schema: {
        ...string,
        description: "CSV with a header, in UTF-8, UTF-16 or Windows-1252: up to 50 000 rows and 16 MB.",
      },
      example: "phone,name,time_zone\n+919876543210,Asha Rao,Asia/Kolkata\n",
    },
    "application/json": {
      schema: {
        type: "object" as const,
        properties: { contact_ids: contactIds, rule_id: { ...string, format: "uuid" }, list_id: string },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
        description:
          "Contacts of HubSpot by their ids, those that a rule names now, whatever its limit for a day, or those that are on a " +
          "HubSpot list now (its key needs crm.lists.read). Who is on the list and is not known yet is read from HubSpot, and is a contact " +
          "like any other then; of ids those that are not known are rejected.",
      },
      example: { contact_ids: ["101", "102"] },
    },
  },
};

const route = createRoute({
  method: "put",
  path: "/{org_slug}/campaigns/{id}/audience",
  operationId: "putAudience",
  tags: [tags.campaigns],
  summary:
    "Say whom a campaign calls: a file, contacts of HubSpot, those of a list there, or those that a rule names",
  description:
    "For admins, while the campaign is a draft or paused. It takes the place of the audience before, whole or not at all; who was " +
    "called by the campaign stays and is not called again. Every row that cannot be called is named with line, field and " +
    "reason; where none can be, nothing changes (422 nobody_to_call). Of equal numbers or contact ids the first row counts. A " +
    "dry run made before holds no more. The same again comes to the same. GET of the same path says meanwhile how far it is. A list of " +
    "more than some hundred is read in the background (202); GET says then what became of it.",
  security,
  middleware: [requireRole("admin"), requireCsvOrJson()] as const,
  request: { params: withId, query: audienceQuery, body },
  responses: {
    200: json(
      "It is the campaign's audience now.",
      loadedAudience.extend({
        success: z.literal(true),
        encoding: z.string().nullable().openapi({
          description:
            "Of a file: what its text was taken for; windows-1252 where it was not UTF-8: look at the names then.",
          example: "utf-8",
        }),
        message: z.string(),
      }),
    ),
    202: json(
      "The HubSpot list is being read, and becomes the audience when all of it is there.",
      z.object({ success: z.literal(true), audience: audienceProgress.nullable(), message: z.string() }),
    ),
    ...errors(400, 403, 409, 415, 422, 502),
  },
});

export function registerPutAudience(app: App) {
  app.openapi(route, async (c) => {
    const { ctx } = c.var;
    const { id: campaignId } = c.req.valid("param");
    const audience = await readInput(c, c.req.valid("query"));
    const loaded = "list_id" in audience
      ? await loadList({ ctx, input: { campaignId, listId: audience.list_id } })
      : await loadAudience({ ctx, input: { campaignId, audience }, openSender: senderOf(c, campaignId) });
    if (loaded === null) {
      const message = "The list is being read. GET of the same path says how far it is.";
      const progress = await readAudienceProgress({ ctx, input: { id: campaignId } });
      return c.json({ success: true as const, audience: progress, message }, 202);
    }
    const message =
      `People in the audience: ${loaded.accepted}. Rows that were there twice: ${loaded.duplicates}. ` +
      `Rows that were not taken: ${loaded.rejected_count}.`;
    return c.json({ success: true as const, encoding: null, ...loaded, message }, 200);
  });
}

function senderOf(c: Context<AppEnv>, campaignId: string) {
  const { ctx: { settings: { supabaseUrl }, organization: { slug: orgSlug } }, requestId } = c.var;
  const authorization = c.req.header("authorization") ?? "";
  return (uploadId: string) =>
    createPartSender({ supabaseUrl, orgSlug, campaignId, uploadId, authorization, requestId });
}

async function readInput(
  c: Context<AppEnv>,
  query: AudienceQuery,
): Promise<AudienceInput | { list_id: string }> {
  if (mediaTypeOf(c) === "text/csv") return { file: await c.req.arrayBuffer(), query };
  const [named] = Object.keys(query);
  if (named !== undefined) {
    throw malformed([{ field: named, code: "not_taken", message: "is taken with a file only" }]);
  }
  const sent = await readJson(c);
  const parsed = audienceBody.safeParse(sent);
  if (!parsed.success) throw malformed(explainProblems(parsed.error, sent));
  return parsed.data;
}
