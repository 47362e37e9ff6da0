import * as z from "zod";
import { storableText } from "../platform/storable-text.ts";

/**
 * Bolna's payloads as seen in the field: anything may be null or missing, unknown keys appear, numbers come as
 * strings, times with or without an offset. One odd field must never make a whole record unreadable, so every
 * field but the id and the status falls back to null. Guarantee: whatever comes out of here, Postgres can store, and
 * what is read of one record is at most a few kilobytes, beside what was said in it (`transcript`, `extracted_data`), which
 * is read for what the person asked for, and never stored or logged.
 */

const orNull = <Value>(value: Value | null | undefined): Value | null => value ?? null;

const text = (most: number) =>
  z.union([z.string(), z.number().transform(String)])
    .transform((value) => storableText(value, most).trim()).nullish().catch(null).transform(orNull);
const flag = z.boolean().nullish().catch(null).transform(orNull);

/** Thirty years in seconds, ten million dollars in cents: what is more is no amount of one call. */
const largestAmount = 1e9;

/** Seconds or cents, as a number or as a string such as `"12"` or `"0.0"`. Not finite, below 0 or beyond all sense: null. */
const amount = z.union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().nonnegative().max(largestAmount))
  .nullish().catch(null).transform(orNull);

/** RFC 3339 in UTC; a time without an offset is UTC (reference 4.3). No time at all, or not of this century: null. */
const moment = z.string().transform((value) => {
  const hasOffset = /(z|[+-]\d{2}:?\d{2})$/i.test(value);
  const date = new Date(hasOffset ? value : `${value}Z`);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString() : null;
}).nullish().catch(null).transform(orNull);

/** A text without which there is no record. */
const neededText = (most: number) =>
  z.string().transform((value) => storableText(value, most).trim()).pipe(z.string().min(1));
const identifier = neededText(200);
const statusText = neededText(100);

const telephonySchema = z.object({
  duration: amount,
  provider_call_id: text(200),
  call_type: text(100),
  provider: text(100),
  hangup_by: text(100),
  hangup_reason: text(1000),
  hangup_provider_code: text(100),
}).nullish().catch(null).transform(orNull);

/** Our reference, in either of the two places where integrations have found it; null when it is not ours. */
const contextSchema = z.object({
  recipient_data: z.object({
    call_ref: z.guid(),
    schedule_ref: z.guid().nullish().catch(null),
    org_ref: z.guid().nullish().catch(null),
    contact_name: text(200),
    call_topic: text(200),
    call_language: text(35),
  }).nullish().catch(null),
  call_ref: z.guid().nullish().catch(null),
  recipient_phone_number: text(40),
}).nullish().catch(null);

const executionFields = z.object({
  status: statusText,
  agent_id: text(200),
  error_message: text(1000),
  termination_reason: text(1000),
  created_at: moment,
  updated_at: moment,
  conversation_duration: amount,
  /** The older name of `conversation_duration`. */
  conversation_time: amount,
  total_cost: amount,
  answered_by_voice_mail: flag,
  provider: text(100),
  retry_count: amount,
  telephony_data: telephonySchema,
  /** Lines that begin with `user:` or `assistant:`; there from `call-disconnected` on. */
  transcript: text(200_000),
  /** There from `completed` on, in whatever shape the agent was given. */
  extracted_data: z.unknown().nullish().transform(orNull),
  context_details: contextSchema,
  user_number: text(40),
});

type ExecutionFields = z.infer<typeof executionFields>;

function flatten(
  id: string,
  { context_details: context, conversation_time, user_number, ...fields }: ExecutionFields,
) {
  const ours = context?.recipient_data;
  return {
    ...fields,
    id,
    conversation_duration: fields.conversation_duration ?? conversation_time,
    call_ref: ours?.call_ref ?? context?.call_ref ?? null,
    /** What we said it would be held in; null: the record does not say. */
    call_language: ours?.call_language ?? null,
    /** What we sent along beside it, for when our own record of the call is lost. Never stored or logged. */
    sent: {
      schedule_ref: ours?.schedule_ref ?? null,
      org_ref: ours?.org_ref ?? null,
      contact_name: ours?.contact_name ?? null,
      call_topic: ours?.call_topic ?? null,
      phone: context?.recipient_phone_number ?? user_number ?? null,
    },
    /** False for a trimmed list row: it may be ours, and only reading it by id can tell. */
    has_context: context !== null && context !== undefined,
  };
}

/** A record as Bolna's reads and lists give it. */
export const executionSchema = executionFields.extend({ id: identifier })
  .transform(({ id, ...fields }) => flatten(id, fields));
export type BolnaExecution = z.infer<typeof executionSchema>;

/** A webhook's body: the same object, its id under either name. */
export const webhookSchema = executionFields
  .extend({
    id: identifier.optional().catch(undefined),
    execution_id: identifier.optional().catch(undefined),
  })
  .transform(({ id, execution_id, ...fields }, context) => {
    const known = id ?? execution_id;
    if (known !== undefined) return flatten(known, fields);
    context.addIssue({ code: "custom", path: ["id"], message: "an id is required" });
    return z.NEVER;
  });

/** The envelope of the executions list; `has_more` alone says whether another page follows. */
export const executionPageSchema = z.object({ data: z.array(z.unknown()), has_more: z.boolean() });

/** Only `execution_id` is to be read from the answer of `POST /call`; there is no `id` or `call_id`. */
export const placedSchema = z.object({
  execution_id: identifier,
  status: statusText.nullish().catch(null),
});

export const stoppedSchema = z.object({ status: text(100) });

export const accountSchema = z.object({
  id: text(200),
  name: text(200),
  email: text(200),
  /** Cents, as far as Bolna's own client knows. */
  wallet: amount,
  concurrency: z.object({ max: amount, current: amount }).nullish().catch(null).transform(orNull),
});
export type BolnaAccount = z.infer<typeof accountSchema>;

// Made once: making a schema costs a hundred times what asking it does, and this one is asked of every call's answer.
const errorBody = z.object({ message: z.unknown(), detail: z.unknown(), error: z.unknown() }).partial();
const validationIssues = z.array(z.object({
  msg: z.string(),
  loc: z.array(z.union([z.string(), z.number()])).optional(),
}));

/** The first sentence among Bolna's shapes of an error: `message`, `detail` (text or list) or `error`. */
export function readErrorMessage(body: unknown): string | null {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) return typeof body === "string" && body.trim() !== "" ? body : null;
  const { message, detail, error } = parsed.data;
  const issues = validationIssues.safeParse(detail);
  const listed = issues.success
    ? issues.data.map(({ loc = [], msg }) => `${loc.join(".")}: ${msg}`).join("; ")
    : null;
  const sentence = [message, detail, listed, error].find((value) =>
    typeof value === "string" && value !== ""
  );
  return typeof sentence === "string" ? sentence : null;
}
