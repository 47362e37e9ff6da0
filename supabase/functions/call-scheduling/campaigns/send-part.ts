import * as z from "zod";
import { fieldCodes } from "../../_shared/platform/field-problem.ts";
import { ApiError, type ErrorStatus, toApiError } from "../../_shared/platform/errors.ts";
import { problemCodes } from "../../_shared/platform/problem-codes.ts";
import { pause } from "../../_shared/platform/pause.ts";
import type { AudiencePart } from "./audience-schema.ts";

/** Hands one piece of an audience to the function itself, in a request of its own, which has a CPU budget of its own. */
export type SendPart = (number: number, part: AudiencePart) => Promise<void>;

interface Address {
  supabaseUrl: string;
  orgSlug: string;
  campaignId: string;
  uploadId: string;
  /** As the caller sent it: the pieces are kept on the caller's behalf, by the caller's own right. */
  authorization: string;
  requestId: string;
}

const statuses = [
  400,
  401,
  403,
  404,
  409,
  413,
  415,
  422,
  429,
  500,
  502,
  503,
] as const satisfies readonly ErrorStatus[];
const refusal = z.object({
  error: z.string(),
  code: z.enum(problemCodes),
  details: z.union([
    z.string(),
    z.array(
      z.object({
        field: z.string(),
        code: z.enum(fieldCodes).default("not_right"),
        message: z.string(),
        limit: z.number().optional(),
      }),
    ),
  ]),
});
const tries = 3;
const partMilliseconds = 60_000;
const pauseMilliseconds = 1_000;

/**
 * Sends pieces through the project's own address. A piece is kept once however often it is sent, so that one without a clear
 * answer is sent again. Throws the refusal that the piece met, and 503 where none of three tries was answered.
 */
export function createPartSender(address: Address): SendPart {
  const { supabaseUrl, orgSlug, campaignId, uploadId, authorization, requestId } = address;
  const url = `${supabaseUrl}/functions/v1/call-scheduling/${orgSlug}/campaigns/${campaignId}` +
    `/audience/${uploadId}/parts/`;
  const headers = { authorization, "content-type": "application/json", "x-request-id": requestId };

  async function trySend(number: number, body: string): Promise<Response | undefined> {
    try {
      return await fetch(url + number, {
        method: "PUT",
        headers,
        body,
        signal: AbortSignal.timeout(partMilliseconds),
      });
    } catch {
      return undefined;
    }
  }

  return async (number, part) => {
    const body = JSON.stringify(part);
    for (let attempt = 1; attempt <= tries; attempt++) {
      const answer = await trySend(number, body);
      if (answer?.ok) return void await answer.body?.cancel();
      const mayPass = answer === undefined || answer.status === 429 || answer.status >= 500;
      if (!mayPass) throw await readRefusal(answer);
      await answer?.body?.cancel();
      if (attempt < tries) await pause(pauseMilliseconds * attempt);
    }
    throw new ApiError({
      status: 503,
      code: "audience_not_loaded",
      error: "The audience could not be loaded at the moment, and is left as it was. Send it again.",
    });
  };
}

async function readRefusal(answer: Response): Promise<ApiError> {
  const body = refusal.safeParse(await answer.json().catch(() => undefined));
  const status = statuses.find((known) => known === answer.status);
  return body.success && status !== undefined
    ? new ApiError({ status, ...body.data })
    : toApiError(new Error(`A piece of an audience was answered ${answer.status}.`));
}
