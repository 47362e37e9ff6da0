import { PostgrestClient } from "@supabase/postgrest-js";
import createClient, { type Client, type Middleware } from "openapi-fetch";
import { accessToken, sessionOver } from "../auth/session.ts";
import type { Config } from "../config.ts";
import { place } from "../lib/router.ts";
import { noteWrite } from "../lib/writes.ts";
import { type ApiProblem, isAborted, noAnswer, readProblem } from "./problem.ts";
import type { Database, paths } from "./types.ts";

/** The API, typed by its own description. */
export let api: Client<paths>;
/** The database's own API, for what the other does not have (memberships, organisations, audit log). */
export let dataApi: PostgrestClient<Database, { PostgrestVersion: "13" }>;

export function startClients(config: Config): void {
  api = createClient<paths>({ baseUrl: config.functionsUrl });
  api.use(speakForUser);
  dataApi = new PostgrestClient(`${config.apiUrl}/rest/v1`, {
    headers: { apikey: config.publishableKey },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${await accessToken()}`);
      const answer = await fetch(input, { ...init, headers });
      if (answer.status === 401) sessionOver();
      if ((init?.method ?? "GET") !== "GET") noteWrite();
      return answer;
    },
  });
}

/** Questions with a body: nothing is other after them. */
const asksOnly = /\/(check|check-days|find|preview)$/;

const speakForUser: Middleware = {
  async onRequest({ request }) {
    request.headers.set("authorization", `Bearer ${await accessToken()}`);
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401) sessionOver();
    if (request.method !== "GET" && !asksOnly.test(new URL(request.url).pathname)) noteWrite();
  },
};

/** The part of every path that names the organisation on the screen. */
export function inOrganization(): { org_slug: string } {
  return { org_slug: place.value.org ?? "" };
}

/** The body of an answer of `api`. Throws ApiProblem for every refusal, and for no answer. */
export async function answer<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  let got: { data?: T; error?: unknown; response: Response };
  try {
    got = await asked;
  } catch (error) {
    if (isAborted(error)) throw error;
    throw noAnswer();
  }
  const { data, error, response } = got;
  if (response.ok && data !== undefined) return data;
  throw readProblem(response.status, error, response.headers.get("x-request-id"));
}

/** A refusal of the database's: our functions put their word for it into `hint`, and its sentences are for programmers. */
interface Refusal {
  code?: string;
  hint?: string | null;
}

function readRefusal(status: number, { code, hint }: Refusal): ApiProblem {
  return status === 0 ? noAnswer() : readProblem(status, { code: hint || code }, null);
}

/** The rows of an answer of `dataApi`. Throws ApiProblem. */
export async function rows<T>(
  asked: PromiseLike<{ data: T | null; error: Refusal | null; status: number }>,
): Promise<T> {
  const { data, error, status } = await asked;
  if (error !== null) throw readRefusal(status, error);
  if (data === null) throw readProblem(status, null, null);
  return data;
}

/** For calls of functions that give nothing back. Throws ApiProblem. */
export async function done(
  asked: PromiseLike<{ error: Refusal | null; status: number }>,
): Promise<void> {
  const { error, status } = await asked;
  if (error !== null) throw readRefusal(status, error);
}
