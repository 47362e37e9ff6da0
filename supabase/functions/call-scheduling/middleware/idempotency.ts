import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { ApiError, malformed } from "../../_shared/platform/errors.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { AppEnv, ServiceContext } from "../context.ts";

export const idempotencyKey = z.string().regex(
  /^[\x20-\x7e]{1,255}$/,
  "must be 1 to 255 printable ASCII characters",
);

const beginning = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("started"), resource_id: z.guid() }),
  z.object({ outcome: z.literal("replay"), status_code: z.int(), response_enc: z.string() }),
  z.object({ outcome: z.literal("mismatch") }),
  z.object({ outcome: z.literal("running") }),
]);

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
        message: "must be 1 to 255 printable ASCII characters",
      }]);
    }
    const begun = await begin(c, key.data);
    if (begun.outcome === "replay") {
      const { ctx } = c.var;
      const body = await ctx.cipher.decrypt(answerRef(ctx, key.data), begun.response_enc);
      return replay(body, begun.status_code);
    }
    c.set("ctx", { ...c.var.ctx, resourceId: begun.resource_id });
    await next();
    await keepAnswer(c, key.data);
  });
}

type C = Context<AppEnv>;

async function begin(c: C, key: string) {
  const { db, orgId, resourceId, cipher } = c.var.ctx;
  const body = await c.req.text();
  const { search } = new URL(c.req.url);
  const begun = await query(
    "begin_idempotent_request",
    beginning,
    db.rpc("begin_idempotent_request", {
      p_org_id: orgId,
      p_key: key,
      p_fingerprint: await cipher.fingerprint([c.req.method, c.req.path + search, body].join("\0")),
      p_resource_id: resourceId,
    }),
  );
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

/** A failure here changes nothing for the caller, whose request is done: the key frees itself after a while. */
async function keepAnswer(c: C, key: string): Promise<void> {
  const { status } = c.res;
  const { ctx } = c.var;
  const { db } = ctx;
  const target = { p_org_id: ctx.orgId, p_key: key };
  try {
    if (status >= 500 || [401, 403, 429].includes(status)) {
      await query(
        "abandon_idempotent_request",
        z.unknown(),
        db.rpc("abandon_idempotent_request", target),
      );
      return;
    }
    const sealed = await ctx.cipher.encrypt(answerRef(ctx, key), await c.res.clone().text());
    const answer = { ...target, p_status_code: status, p_response_enc: sealed };
    await query("finish_idempotent_request", z.unknown(), db.rpc("finish_idempotent_request", answer));
  } catch (error) {
    ctx.log.error("idempotent_answer_not_kept", describeError(error));
  }
}

function answerRef({ orgId }: Pick<ServiceContext, "orgId">, key: string) {
  return { orgId, rowId: key, column: "idempotent_response" };
}

function replay(body: string, status: number): Response {
  return new Response(body, {
    status,
    headers: { "content-type": "application/json", "idempotency-replayed": "true" },
  });
}
