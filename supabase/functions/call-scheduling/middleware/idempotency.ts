import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import * as z from "zod";
import { ApiError, malformed, tooManyRequests } from "../../_shared/platform/errors.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { AppEnv, ServiceContext } from "../context.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { answerRef, type PhoneCipher } from "../../_shared/phone/phone-cipher.ts";

export const idempotencyKey = z.string().regex(
  /^[\x20-\x7e]{1,255}$/,
  "must be 1 to 255 printable ASCII characters",
);

/**
 * `Idempotency-Key`: the first answer to a key is kept, encrypted, and given again to the same request of the same user.
 * Answers that say nothing about the request itself (401, 403, 429, 5xx) are not kept: trying again must be able to
 * succeed. What was placed stays placed: a repeated `execute` finds the schedule no longer `scheduled`.
 */
export function idempotent() {
  return createMiddleware<AppEnv>(async (c, next) => {
    const header = c.req.header("idempotency-key");
    if (header === undefined) return await next();
    const key = idempotencyKey.safeParse(header);
    if (!key.success) {
      throw malformed([{
        field: "idempotency-key",
        code: "bad_form",
        message: "must be 1 to 255 printable ASCII characters",
      }]);
    }
    const begun = await begin(c, key.data);
    if (begun.outcome === "replay") {
      const { ctx } = c.var;
      const body = await ctx.cipher.decrypt(answerRef(ctx.orgId, key.data), begun.response_enc);
      return replay(body, begun.status_code);
    }
    c.set("ctx", { ...c.var.ctx, resourceId: begun.resource_id });
    await next();
    await keepAnswer(c, key.data);
  });
}

type C = Context<AppEnv>;

/**
 * The longest answer that is kept, sealed, in characters. Only a rule's preview grows beyond it, which creates nothing: it is
 * made anew.
 */
const longestAnswer = 262_144;

async function begin(c: C, key: string) {
  const { resourceId, cipher, answers } = c.var.ctx;
  const body = await c.req.text();
  const { search } = new URL(c.req.url);
  const request = [c.req.method, c.req.path + search, body].join("\0");
  const beginAs = (fingerprint: string) => answers.begin(whose(c.var.ctx, key), fingerprint, resourceId);
  const begun = await beginByFingerprint(cipher, request, beginAs);
  if (begun.outcome === "forbidden") throw roleTakenAway();
  if (begun.outcome === "wait") throw tooManyRequests(begun.seconds);
  if (begun.outcome === "mismatch") {
    throw new ApiError({
      status: 422,
      code: "idempotency_key_reused",
      error: "This Idempotency-Key was already used for another request. Use a new key for a new request.",
    });
  }
  if (begun.outcome === "running") {
    throw new ApiError({
      status: 409,
      code: "idempotency_key_running",
      error: "The first request with this Idempotency-Key is still running. Ask again in a moment.",
    });
  }
  return begun;
}

/** By the fingerprint of the request; where the key is known for another, by that of before the index key was changed. */
export async function beginByFingerprint<Begun extends { outcome: string }>(
  cipher: Pick<PhoneCipher, "fingerprint" | "formerFingerprint">,
  request: string,
  beginAs: (fingerprint: string) => Promise<Begun>,
): Promise<Begun> {
  const begun = await beginAs(await cipher.fingerprint(request));
  if (begun.outcome !== "mismatch" || cipher.formerFingerprint === undefined) return begun;
  return await beginAs(await cipher.formerFingerprint(request));
}

/** A failure here changes nothing for the caller, whose request is done: the key frees itself after a while. */
async function keepAnswer(c: C, key: string): Promise<void> {
  const { status } = c.res;
  const { ctx } = c.var;
  try {
    if (status >= 500 || [401, 403, 429].includes(status)) {
      await ctx.answers.abandon(whose(ctx, key));
      return;
    }
    const sealed = await ctx.cipher.encrypt(answerRef(ctx.orgId, key), await c.res.clone().text());
    if (sealed.length > longestAnswer) await ctx.answers.abandon(whose(ctx, key));
    else await ctx.answers.finish(whose(ctx, key), status, sealed);
  } catch (error) {
    ctx.log.error("idempotent_answer_not_kept", describeError(error));
  }
}

function whose({ orgId, userId }: ServiceContext, key: string) {
  return { orgId, actorId: userId, key };
}

function replay(body: string, status: number): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "application/json", "idempotency-replayed": "true" },
  });
}
