import { describeNoAnswer, type NoAnswer } from "../platform/no-answer.ts";
import { sendOnce } from "../platform/send-once.ts";

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

/** No answer came. */
export interface ExchangeFailure extends NoAnswer {
  answered: false;
}

/** One request, never repeated and never redirected: a redirect would send a POST again. Does not throw. */
export async function exchange(options: ExchangeOptions): Promise<Exchange | ExchangeFailure> {
  const { apiUrl, apiKey, timeoutMs, method, path, body } = options;
  const headers = new Headers({ authorization: `Bearer ${apiKey}`, accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  try {
    const response = await options.fetch(`${apiUrl.replace(/\/+$/, "")}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      // Sent a second time, Bolna would ring twice.
      ...(method === "POST" ? sendOnce : {}),
    });
    return {
      answered: true,
      status: response.status,
      body: await readBody(response),
      retryAfterSeconds: readRetryAfter(response.headers.get("retry-after")),
    };
  } catch (error) {
    return { answered: false, ...describeNoAnswer(error) };
  }
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
