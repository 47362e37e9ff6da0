import * as z from "./zod.ts";
import { fieldCodes } from "../../_shared/platform/field-problem.ts";
import { problemCodes } from "../../_shared/platform/problem-codes.ts";
import { decision } from "../policy/decision-schema.ts";

const fieldProblem = z.object({
  field: z.string().openapi({ example: "contact_phone" }),
  code: z.enum(fieldCodes).openapi({ description: "For machines; stable." }),
  message: z.string().openapi({ description: "For people.", example: "must be at most 200 characters" }),
  limit: z.number().optional().openapi({
    description: "The most or the least that it may be, where the code speaks of one.",
  }),
}).openapi("FieldProblem");

export const errorSchema = z.object({
  success: z.literal(false),
  error: z.string().openapi({
    description: "A sentence for a person.",
    example: "The request is malformed.",
  }),
  details: z.union([
    z.string(),
    z.array(fieldProblem),
    z.object({ smallest: z.object({ starts_at: z.string(), ends_at: z.string() }).nullable() }),
  ]).openapi({
    description:
      "More about it: a sentence, what is wrong with each field, or of window_too_small the smallest window that would do.",
  }),
  code: z.enum(problemCodes).openapi({
    description: "For machines: one of a closed list.",
    example: "malformed",
  }),
  decision: decision.optional().openapi({ description: "What the judge said, where it stands in the way." }),
  schedule: z.looseObject({}).optional().openapi({
    description: "The call as it stands now, where it has changed meanwhile: a CallSchedule.",
  }),
  request_id: z.string().openapi({ description: "Also in the x-request-id header, and in our logs." }),
}).openapi("Error", { description: "Every answer other than success." });

const descriptions = {
  400: "What was sent is malformed: a field is missing, of another type, too long or not known.",
  401: "No access token, or one that is expired or not of this project.",
  403: "Your role in the organisation does not allow this.",
  404: "It does not exist, or it is not yours: the two are not told apart.",
  409:
    "The state of what is asked for does not allow this, or the first request with this Idempotency-Key still runs.",
  412: "It has changed since the updated_at in If-Match; of a call the answer has it as it stands now.",
  413: "The body is larger than 64 KB, or a file larger than 8 MB (an audience: 16 MB) or 50 000 rows.",
  415: "The body is not declared as application/json, or a file as text/csv.",
  422:
    "Understood, but not valid: a number that cannot exist, a time too far off, an unknown agent, a contact that is not " +
    "to be called, a call that could never be made (code and decision say why), a rule that lacks what its type needs, or an Idempotency-Key that was used for another request.",
  429:
    "Too many requests: Retry-After says how many seconds to wait. Or all of the organisation's lines are in use.",
  500: "Something went wrong on our side.",
  502: "Bolna or HubSpot refused, with the reason.",
  503: "Not configured, switched off, paused, or the database or sign-in service does not answer.",
} as const;

/** The response components of the description, by their names. */
export const errorResponses = Object.entries(descriptions).map(([status, description]) => ({
  name: `Error${status}`,
  response: {
    description,
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  },
}));

type ErrorStatus = keyof typeof descriptions;

/** What every route can answer; 413 of whatever carries a body, wanted or not: it is measured before anything else is asked. */
const everywhere = [401, 404, 413, 429, 500, 503] as const satisfies ErrorStatus[];

/** The error answers in a route's description: those of every route, and these. */
export function errors<Status extends ErrorStatus = never>(...statuses: readonly Status[]) {
  const all = [...everywhere, ...statuses];
  const answers = all.map((status) => [status, { $ref: `#/components/responses/Error${status}` }]);
  return Object.fromEntries(answers) as Record<(typeof all)[number], { $ref: string }>;
}
