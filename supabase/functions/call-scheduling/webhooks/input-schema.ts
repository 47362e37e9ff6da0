import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fault } from "../shared/fault.ts";
import { oneOf, text } from "../shared/fields.ts";

const { "webhook.test": _trial, ...subscribed } = Object.fromEntries(
  codes.webhook_event.map((type) => [type, type]),
);

const url = z.string().max(2000, "must be at most 2000 characters").refine(
  (value) => {
    const parsed = URL.parse(value);
    return parsed !== null && ["https:", "http:"].includes(parsed.protocol) && !parsed.username &&
      !parsed.password && !parsed.hash && value === value.trim();
  },
  fault("not_an_address", "must be an https address without a user name, password or fragment"),
).transform((value) => new URL(value).href).openapi({
  type: "string",
  format: "uri",
  description: "https, and on a public address.",
  example: "https://hooks.example.com/calls",
});

const events = z.array(
  oneOf(codes.webhook_event).refine(
    (type) => type in subscribed,
    fault("not_a_choice", "is told by …/test alone"),
  ),
)
  .min(1, "must name one or more").max(20, "must be at most 20")
  .transform((types) => [...new Set(types)])
  .openapi({
    type: "array",
    items: { type: "string", enum: Object.keys(subscribed) },
    description: "What it is told.",
  });
const description = text(200).nullable().openapi({ description: "For people." });

export const newWebhook = z.strictObject({ url, events, description: description.optional() })
  .openapi("NewWebhook", {
    example: { url: "https://hooks.example.com/calls", events: ["call.completed", "call.failed"] },
  });
export type NewWebhook = z.output<typeof newWebhook>;

export const webhookChanges = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.optional(),
  is_active: z.boolean().optional(),
  rotate_secret: z.literal(true, "must be true or left out").optional().openapi({
    description: "Makes a new secret, and gives it. The old one signs beside it for a day.",
  }),
}).refine((changes) => Object.keys(changes).length > 0, fault("nothing_sent", "Send at least one field."))
  .openapi("WebhookChanges", { example: { events: ["call.attention"] } });
export type WebhookChanges = z.output<typeof webhookChanges>;
