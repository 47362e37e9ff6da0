import { z } from "@hono/zod-openapi";

const error = z.object({
  success: z.literal(false),
  error: z.string().openapi({
    description: "A sentence for a person.",
    example: "The request is malformed.",
  }),
  details: z.union([z.string(), z.array(z.object({ field: z.string(), message: z.string() }))]),
  code: z.string().openapi({
    description: "For machines; stable.",
    example: "malformed",
  }),
  request_id: z.string().openapi({ description: "Also in the x-request-id header, and in our logs." }),
}).openapi("Error");

function errorAnswer(description: string) {
  return { description, content: { "application/json": { schema: error } } };
}

/** The error answers that a route's description can name. */
export const errorAnswers = {
  400: errorAnswer(
    "What was sent is malformed: a field is missing, of another type, too long or not known.",
  ),
  401: errorAnswer("No access token, or one that is expired or not of this project."),
  403: errorAnswer("Your role in the organisation does not allow this."),
  404: errorAnswer("It does not exist, or it is not yours: the two are not told apart."),
  409: errorAnswer(
    "The state of what is asked for does not allow this, or the first request with this Idempotency-Key still runs.",
  ),
  413: errorAnswer("The body is larger than 64 KB."),
  415: errorAnswer("The body is not declared as application/json."),
  422: errorAnswer(
    "Understood, but not valid: a number that cannot exist, a time too far off, an unknown agent, a contact that is not " +
      "to be called, a rule that lacks what its type needs, or an Idempotency-Key that was used for another request.",
  ),
  429: errorAnswer("All of the organisation's lines are in use."),
  500: errorAnswer("Something went wrong on our side."),
  502: errorAnswer("Bolna or HubSpot refused, with the reason."),
  503: errorAnswer(
    "Not configured, switched off, paused, or the database or sign-in service does not answer.",
  ),
};

/** What every route can answer. */
export const commonErrors = {
  401: errorAnswers[401],
  404: errorAnswers[404],
  500: errorAnswers[500],
  503: errorAnswers[503],
};
