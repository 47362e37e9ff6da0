import { createMiddleware } from "hono/factory";
import * as z from "zod";
import { type Auth, createAuthClient } from "../auth-client.ts";
import { createUserClient, type Database } from "../database.ts";
import type { Settings } from "../settings.ts";
import { ApiError } from "../errors.ts";
import type { RequestVariables } from "./request-id.ts";

export type UserVariables = RequestVariables & { userId: string; db: Database };

const claims = z.object({
  sub: z.guid(),
  exp: z.number(),
  aud: z.union([z.string().transform((audience) => [audience]), z.array(z.string())]),
  role: z.literal("authenticated"),
  iss: z.string().optional(),
});

/**
 * Lets signed-in users of this project pass, and gives the handlers `userId` and a database client that acts as them.
 * Anything else about the token is a 401; when Auth cannot be asked it is a 503.
 *
 * Tokens with a key id are verified here against the project's public keys, others by asking Auth (auth-js
 * `getClaims`). It checks signature and expiry only: audience, role and issuer are checked here.
 */
export function authenticateUser(settings: Settings) {
  const auth = createAuthClient(settings);
  return createMiddleware<{ Variables: UserVariables }>(async (c, next) => {
    const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(
      c.req.header("authorization") ?? "",
    ) ?? [];
    if (token === undefined) {
      throw unauthorized("Send the access token of a signed-in user: Authorization: Bearer <token>.");
    }
    const userId = await verifyToken(auth, settings, token);
    c.set("userId", userId);
    c.set("db", createUserClient(settings, token));
    await next();
  });
}

async function verifyToken(auth: Auth, settings: Settings, token: string): Promise<string> {
  const answer = await auth.getClaims(token).catch(() => undefined);
  const status = answer?.error?.status;
  // A verdict about the token is a 4xx; anything else says that Auth could not judge it.
  if (
    answer?.error?.name === "AuthRetryableFetchError" || status === 429 ||
    (status !== undefined && status >= 500)
  ) {
    throw new ApiError({
      status: 503,
      code: "auth_unavailable",
      error: "The sign-in service does not answer at the moment. Try again shortly.",
    });
  }
  const parsed = claims.safeParse(answer?.data?.claims);
  if (!parsed.success) throw refusedToken();
  const { sub, exp, aud, iss } = parsed.data;
  const issuerFits = iss === undefined || iss === `${settings.supabaseUrl}/auth/v1` ||
    isInternal(settings.supabaseUrl);
  if (exp * 1000 <= Date.now() || !aud.includes("authenticated") || !issuerFits) throw refusedToken();
  return sub;
}

/** Inside Docker the platform's address is `http://kong:8000`, and tokens name the public one, which is not known there. */
function isInternal(supabaseUrl: string): boolean {
  const { hostname } = new URL(supabaseUrl);
  return hostname !== "localhost" && !/[.:]/.test(hostname);
}

function refusedToken(): ApiError {
  return unauthorized(
    "The access token is expired or is not one of this project's users. Sign in again.",
  );
}

function unauthorized(error: string): ApiError {
  return new ApiError({
    status: 401,
    code: "unauthorized",
    error,
    headers: { "www-authenticate": "Bearer" },
  });
}
