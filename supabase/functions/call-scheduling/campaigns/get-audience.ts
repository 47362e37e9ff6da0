import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { errors } from "../shared/errors.ts";
import { answerFile, readFormat } from "../reports/answer-report.ts";
import { security, withId } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { audienceProgress } from "./audience-schema.ts";
import { writeCsv } from "../shared/write-csv.ts";
import { readAudienceProgress } from "./read-audience-progress.ts";

const route = createRoute({
  method: "get",
  path: "/{org_slug}/campaigns/{id}/audience",
  operationId: "getAudience",
  tags: [tags.campaigns],
  summary: "Say how far the loading of an audience is, or what the last one came to",
  description:
    "For everyone in the organisation. As text/csv, which `Accept` asks for: the rows that were not taken (the first thousand), line by line.",
  security,
  request: { params: withId },
  responses: {
    200: {
      description: "The last loading; null: there was none, or it left nothing.",
      content: {
        "application/json": {
          schema: z.object({ success: z.literal(true), audience: audienceProgress.nullable() }),
        },
        "text/csv": { schema: z.string() },
      },
    },
    ...errors(400),
  },
});

export function registerGetAudience(app: App) {
  app.openapi(route, async (c) => {
    const audience = await readAudienceProgress({ ctx: c.var.ctx, input: c.req.valid("param") });
    if (readFormat(c) === "text/csv") {
      const rows = audience?.rejected ?? [];
      const text = writeCsv(
        ["line", "field", "reason"],
        rows.map(({ line, field, reason }) => [line, field, reason]),
      );
      return answerFile(c, "text/csv", `rejected-${c.req.valid("param").id}`, text);
    }
    return c.json({ success: true as const, audience }, 200);
  });
}
