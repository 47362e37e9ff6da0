import * as z from "./zod.ts";
import { idempotencyKey } from "../middleware/idempotency.ts";
import { id } from "./fields.ts";

/** Every route is asked with a user's access token. */
export const security = [{ bearerAuth: [] }];

export const inOrganization = z.object({
  org_slug: z.string().openapi({ description: "The organisation's short name.", example: "acme" }),
});

export const withId = inOrganization.extend({
  id: id().openapi({ description: "The id of what is asked for." }),
});

export const idempotencyHeader = z.object({
  "idempotency-key": idempotencyKey.optional().openapi({
    description:
      "The same key with the same request gets the first answer again, with Idempotency-Replayed: true, for 24 hours.",
  }),
});

export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}

export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } };
}

export function csvBody(example: string) {
  const schema = z.string().openapi({ description: "CSV in UTF-8, UTF-16 or Windows-1252.", example });
  return { required: true, content: { "text/csv": { schema } } };
}

/** A body that may be left out. */
export function optionalJsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: false, content: { "application/json": { schema } } };
}
