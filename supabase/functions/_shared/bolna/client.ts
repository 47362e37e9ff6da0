import type { CallBody } from "./call-body.ts";
import { redactText } from "../platform/redact-text.ts";
import { type Exchange, exchange, type ExchangeFailure } from "./exchange.ts";
import { listExecutionPages, type ListQuery } from "./list.ts";
import type { PlaceAnswer } from "./place-answer.ts";
import type { BolnaResult } from "./result.ts";
import {
  accountSchema,
  type BolnaAccount,
  type BolnaExecution,
  executionSchema,
  placedSchema,
  readErrorMessage,
  stoppedSchema,
} from "./schemas.ts";
import type * as z from "zod";

export type { BolnaAccount, BolnaExecution } from "./schemas.ts";

export interface BolnaClientOptions {
  /** Such as `https://api.bolna.ai`; the simulator in tests. */
  apiUrl: string;
  apiKey: string;
  /** Where calls are placed, behind `apiUrl`. */
  callsPath: string;
  /** For each request, until the last byte of its answer (15 000). */
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface BolnaClient {
  /**
   * Asks Bolna once to call somebody, and never again by itself: Bolna has no idempotency key. Never throws; what the
   * answer proves is for `classifyPlaceAnswer` to say.
   */
  placeCall(body: CallBody): Promise<PlaceAnswer>;
  /** Takes back a call that Bolna has not begun to dial; afterwards the execution must be read. Status may be null. */
  stopCall(executionId: string): Promise<BolnaResult<{ status: string | null }>>;
  readExecution(executionId: string): Promise<BolnaResult<BolnaExecution>>;
  /** Every page. `complete: false`: some could not be read, so that absence proves nothing. */
  listExecutions(query: ListQuery): Promise<{ executions: BolnaExecution[]; complete: boolean }>;
  /** The cheapest check of the key: name, wallet and concurrency. */
  readAccount(): Promise<BolnaResult<BolnaAccount>>;
}

/** A client for Bolna's HTTP API (reference 1 to 4). It knows the protocol and no policy. */
export function createBolnaClient(options: BolnaClientOptions): BolnaClient {
  const { timeoutMs = 15_000, fetch: fetchWith = fetch, ...address } = options;
  const send = (method: "GET" | "POST", path: string, body?: unknown) =>
    exchange({ ...address, timeoutMs, fetch: fetchWith, method, path, body });

  async function request<Schema extends z.ZodType>(
    schema: Schema,
    ...call: Parameters<typeof send>
  ): Promise<BolnaResult<z.output<Schema>>> {
    return interpret(schema, await send(...call));
  }

  const readExecution = (id: string) =>
    request(executionSchema, "GET", `/executions/${encodeURIComponent(id)}`);

  return {
    placeCall: async (body) => toPlaceAnswer(await send("POST", options.callsPath, body)),
    stopCall: (id) => request(stoppedSchema, "POST", `/call/${encodeURIComponent(id)}/stop`),
    readExecution,
    listExecutions: (query) => listExecutionPages(query, (schema, path) => request(schema, "GET", path)),
    readAccount: () => request(accountSchema, "GET", "/user/me"),
  };
}

function toPlaceAnswer(result: Exchange | ExchangeFailure): PlaceAnswer {
  if (!result.answered) {
    const { connected, timedOut, message } = result;
    return connected ? { kind: "no_answer", timedOut, message } : { kind: "not_sent", message };
  }
  const { status, body, retryAfterSeconds } = result;
  const placed = placedSchema.safeParse(body);
  // Of a call that was taken nobody asks for words, and to look for them where there are none took a tenth of the request.
  const message = placed.success && status < 300 ? null : readErrorMessage(body);
  return {
    kind: "answered",
    status,
    executionId: placed.success ? placed.data.execution_id : null,
    bolnaStatus: placed.success ? placed.data.status ?? null : null,
    message: message === null ? null : redactText(message),
    retryAfterSeconds,
  };
}

function interpret<Schema extends z.ZodType>(
  schema: Schema,
  result: Exchange | ExchangeFailure,
): BolnaResult<z.output<Schema>> {
  if (!result.answered) return { ok: false, kind: "unavailable", status: null, message: result.message };
  const { status, body } = result;
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, data: parsed.data };
    return {
      ok: false,
      kind: "unreadable",
      status,
      message: `Bolna answered ${status} with an unknown form.`,
    };
  }
  const message = redactText(readErrorMessage(body) ?? `Bolna answered ${status}.`);
  if (status === 404) return { ok: false, kind: "not_found", status, message };
  return { ok: false, kind: status >= 400 && status < 500 ? "refused" : "unavailable", status, message };
}
