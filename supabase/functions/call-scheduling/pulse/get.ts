import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { getPulse } from "./get-pulse.ts";
import { pulse } from "./schema.ts";

/** Without them a browser may not read that nothing has changed. */
const retainedHeaders = [
  ...RETAINED_304_HEADERS,
  "access-control-allow-origin",
  "access-control-expose-headers",
  "x-request-id",
];

const route = createRoute({
  method: "get",
  path: "/{org_slug}/pulse",
  operationId: "getPulse",
  tags: [tags.organization],
  summary: "What a live page needs, in one small answer to ask for again and again",
  description:
    "For everyone in the organisation. Sent back in If-None-Match, the ETag of the answer before has 304 while nothing is new. " +
    "The same answer comes straight from the Data API: POST /rest/v1/rpc/organization_pulse {p_slug}.",
  security,
  middleware: [etag({ retainedHeaders })] as const,
  request: {
    params: inOrganization,
    headers: z.object({
      "if-none-match": z.string().max(200).optional().openapi({
        description: "The ETag of the answer before.",
      }),
    }),
  },
  responses: {
    200: json("How things stand.", z.object({ success: z.literal(true), pulse })),
    304: { description: "As in the answer whose ETag was sent." },
    ...errors(400),
  },
});

export function registerGetPulse(app: App) {
  app.openapi(route, async (c) => {
    return c.json({ success: true as const, pulse: await getPulse({ ctx: c.var.ctx }) }, 200);
  });
}
