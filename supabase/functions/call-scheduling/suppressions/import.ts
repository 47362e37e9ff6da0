import { fieldCodes } from "../../_shared/platform/field-problem.ts";
import { createRoute } from "../shared/api-app.ts";
import * as z from "../shared/zod.ts";
import type { App } from "../context.ts";
import { idempotent } from "../middleware/idempotency.ts";
import { requireCsv } from "../middleware/require-csv.ts";
import { requireRole } from "../middleware/require-role.ts";
import { errors } from "../shared/errors.ts";
import { timestamp } from "../shared/fields.ts";
import { csvBody, idempotencyHeader, inOrganization, json, security } from "../shared/routes.ts";
import { tags } from "../shared/tags.ts";
import { importSuppressions } from "./import-suppressions.ts";
import { contactCountry } from "./input-schema.ts";
import { registryName } from "./read-import.ts";

const count = z.int().min(0);

const route = createRoute({
  method: "post",
  path: "/{org_slug}/suppressions/import",
  operationId: "importSuppressions",
  tags: [tags.suppressions],
  summary: "Add a file of numbers to the do-not-call list, or of what a registry says of them",
  description:
    "For admins. CSV with a header: contact_phone, and where needed contact_country, scope (all, marketing), " +
    "reason; or numbers alone. Every row that can be read is added, the others are named. An import never lifts, loosens " +
    "or shortens anything. With registry the file is the result of looking the numbers up there (column listed; left out: " +
    "true), and an older result never replaces a newer one.",
  security,
  middleware: [requireRole("admin"), requireCsv(), idempotent()] as const,
  request: {
    params: inOrganization,
    headers: idempotencyHeader,
    query: z.strictObject({
      contact_country: contactCountry,
      registry: z.string().max(80).regex(
        registryName,
        "must be a registry's name, such as US-DNC",
      ).optional().openapi({
        description: "The file is what this registry said of the numbers.",
        example: "US-DNC",
      }),
      checked_at: timestamp().optional().openapi({
        description: "With registry: when it was asked. Left out: now.",
      }),
    }),
    body: csvBody("contact_phone,scope,reason\n+919876543210,all,Asked by letter\n"),
  },
  responses: {
    200: json(
      "It is imported.",
      z.object({
        success: z.literal(true),
        added: count,
        already_there: count,
        rejected_count: count,
        rejected: z.array(z.object({
          line: z.int().min(1).openapi({ description: "Of the file." }),
          field: z.string(),
          code: z.enum(fieldCodes),
          reason: z.string(),
        })).openapi({ description: "The first thousand." }),
        message: z.string(),
      }),
    ),
    ...errors(400, 403, 409, 415, 422),
  },
});

export function registerImportSuppressions(app: App) {
  app.openapi(route, async (c) => {
    const input = { ...c.req.valid("query"), file: await c.req.arrayBuffer() };
    const answer = await importSuppressions({ ctx: c.var.ctx, input });
    const message = `${answer.added} numbers were added, ${answer.already_there} were there already, and ` +
      `${answer.rejected_count} rows were not taken.`;
    return c.json({ success: true as const, ...answer, message }, 200);
  });
}
