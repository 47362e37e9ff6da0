import * as z from "../shared/zod.ts";
import { codes } from "../../_shared/platform/codes.ts";
import { fault } from "../shared/fault.ts";
import { id, oneOf, shaped, text } from "../shared/fields.ts";

const opening = z.array(oneOf(codes.opening_mark)).max(codes.opening_mark.length).openapi({
  description:
    "What the agent says at the start of a call: that it is an artificial voice, for whom and what it calls, that the call is recorded, how to be called no more. Calls whose law asks for more are stopped with agent_opening_missing. Say here what its welcome text at Bolna really says.",
  example: ["say_ai", "say_business", "offer_opt_out"],
});

const disposition = z.strictObject({
  path: text(300).regex(
    /^\$(\.(\*|[^.*$]{1,100})){1,10}$/,
    "must be keys with dots between them behind $., such as $.*.result.objective",
  ).openapi({ example: "$.*.result.objective" }),
  values: z.record(
    z.string().trim().toLowerCase().min(1).max(100),
    oneOf(codes.disposition),
  ).refine(
    (values) => Object.keys(values).length >= 1 && Object.keys(values).length <= 50,
    fault("out_of_range", "must be 1 to 50 values"),
  ).openapi({ example: { "never again": "opt_out_all", "another time": "call_later" } }),
});

const dispositions = z.array(disposition).max(20, "must be at most 20 entries").openapi({
  description:
    "Where in what Bolna extracts from a call a person's wish stands, and what each value means; values go by their small letters, * is any key. Read beside the usual places: an extraction or key named opt_out, and a key do_not_call.",
});

const phone = shaped(/^\+[1-9][0-9]{6,14}$/, "phone_without_country", "must be a number as +919876543210")
  .nullable();

export const agent = z.object({
  id: id(),
  name: z.string(),
  bolna_agent_id: id().nullable().openapi({ description: "Null: BOLNA_AGENT_ID of the environment." }),
  from_number: z.string().nullable().openapi({ description: "Null: BOLNA_FROM_NUMBER of the environment." }),
  is_active: z.boolean(),
  opening: opening.nullable().openapi({ description: "Null: nobody has said; nothing is stopped for it." }),
  dispositions: z.array(z.object({
    path: z.string(),
    values: z.record(z.string(), z.enum(codes.disposition)),
  })),
  created_at: z.string().openapi({ format: "date-time" }),
  updated_at: z.string().openapi({ format: "date-time" }),
}).openapi("Agent");
export type Agent = z.output<typeof agent>;

export const agentChanges = z.strictObject({
  name: text(200).optional(),
  bolna_agent_id: id().nullable().optional(),
  from_number: phone.optional(),
  is_active: z.boolean().optional(),
  opening: opening.optional(),
  dispositions: dispositions.optional(),
}).refine((changes) => Object.keys(changes).length > 0, fault("nothing_sent", "must name at least one field"))
  .openapi("AgentChanges", { example: { opening: ["say_ai", "say_business", "offer_opt_out"] } });
export type AgentChanges = z.output<typeof agentChanges>;
