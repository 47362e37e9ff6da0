import { redactText } from "../core/redact-text.ts";

export interface ExchangeOptions {
  apiUrl: string;
  apiKey: string;
  timeoutMs: number;
  fetch: typeof fetch;
  method: "GET" | "POST";
  path: string;
  /** Sent as JSON; no body when undefined. */
  body?: unknown;
}

/** An answer came. `body` is parsed JSON, the text where it is none, or null where it broke off. */
export interface Exchange {
  answered: true;
  status: number;
  body: unknown;
  /** From `Retry-After`, where it is a number of seconds. */
  retryAfterSeconds: number | null;
}

/** No answer came. `connected: false` is proof that no byte of the request left this machine. */
export interface ExchangeFailure {
  answered: false;
  connected: boolean;
  timedOut: boolean;
  message: string;
}

/** One request, never repeated and never redirected: a redirect would send a POST again. Does not throw. */
export async function exchange(options: ExchangeOptions): Promise<Exchange | ExchangeFailure> {
  const { apiUrl, apiKey, timeoutMs, method, path, body } = options;
  const headers = new Headers({ authorization: `Bearer ${apiKey}`, accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  using connection = openConnection(method);
  try {
    const response = await options.fetch(`${apiUrl.replace(/\/+$/, "")}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...connection.init,
    });
    return {
      answered: true,
      status: response.status,
      body: await readBody(response),
      retryAfterSeconds: readRetryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    return describeFailure(error);
  }
}

/**
 * A POST gets a connection of its own. Deno 2.9 by itself sends a request a second time when a kept connection closes
 * without an answer (seen with 2.9.6, not with 2.1.14), and then Bolna rings twice. The hosted runtime (2.1) may lack
 * `createHttpClient`, and does not repeat.
 */
function openConnection(method: string): { init: { client?: Deno.HttpClient } } & Disposable {
  if (method !== "POST" || typeof Deno.createHttpClient !== "function") {
    return { init: {}, [Symbol.dispose]: () => {} };
  }
  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0, http2: false });
  return { init: { client }, [Symbol.dispose]: () => client.close() };
}

/** A body that breaks off must not hide its status: 400 without words is a refusal all the same. */
async function readBody(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readRetryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null;
}

function describeFailure(error: unknown): ExchangeFailure {
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  const story = tellCauses(error);
  return { answered: false, connected: !provesNoConnection(story), timedOut, message: redactText(story) };
}

/**
 * Deno's client names the stage that failed: `client error (Connect)` covers DNS, TCP and TLS, all before the request is
 * written. Any other text (`SendRequest`, `connection closed`, …) proves nothing.
 */
function provesNoConnection(story: string): boolean {
  return story.includes("client error (Connect)");
}

/** Deno 2.1 puts the stage into the message, 2.9 into the cause. */
function tellCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${tellCauses(error.cause)}`;
}
