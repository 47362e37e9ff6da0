import { z } from "zod";

/**
 * Bolna's payloads as seen in the field: anything may be null or missing, unknown keys appear, numbers come as
 * strings, times with or without an offset. One odd field must never make a whole record unreadable, so every
 * field but the id and the status falls back to null.
 */

/** What Postgres cannot store (control characters, half a surrogate pair) must not keep an event from being stored. */
const tidy = (maxLength: number) => (value: string) =>
  value.toWellFormed().replace(/\p{Cc}+/gu, " ").trim().slice(0, maxLength);

const text = z.string().transform(tidy(1000)).nullish().catch(null).transform((value) => value ?? null);
const flag = z.boolean().nullish().catch(null).transform((value) => value ?? null);

/** Seconds or cents, as a number or as a string such as `"12"` or `"0.0"`. Not finite or below 0: null. */
const amount = z.union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().nonnegative())
  .nullish().catch(null).transform((value) => value ?? null);

/** RFC 3339 in UTC; a time without an offset is UTC (reference 4.3). No time at all, or not of this century: null. */
const moment = z.string().transform((value) => {
  const hasOffset = /(z|[+-]\d{2}:?\d{2})$/i.test(value);
  const date = new Date(hasOffset ? value : `${value}Z`);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2100 ? date.toISOString() : null;
}).nullish().catch(null).transform((value) => value ?? null);

const identifier = z.string().transform(tidy(200)).pipe(z.string().min(1));
const statusText = z.string().transform(tidy(100)).pipe(z.string().min(1));

const telephonySchema = z.object({
  duration: amount,
  provider_call_id: text,
  call_type: text,
  provider: text,
  hangup_by: text,
  hangup_reason: text,
  hangup_provider_code: z.union([z.string(), z.number()]).nullish().catch(null)
    .transform((value) => value === null || value === undefined ? null : String(value)),
}).nullish().catch(null).transform((value) => value ?? null);

/** Our reference, in either of the two places where integrations have found it; null when it is not ours. */
const contextSchema = z.object({
  recipient_data: z.object({ call_ref: z.guid() }).nullish().catch(null),
  call_ref: z.guid().nullish().catch(null),
}).nullish().catch(null);

const executionFields = z.object({
  status: statusText,
  agent_id: text,
  error_message: text,
  termination_reason: text,
  created_at: moment,
  updated_at: moment,
  conversation_duration: amount,
  /** The older name of `conversation_duration`. */
  conversation_time: amount,
  total_cost: amount,
  answered_by_voice_mail: flag,
  provider: text,
  retry_count: amount,
  telephony_data: telephonySchema,
  context_details: contextSchema,
});

type ExecutionFields = z.infer<typeof executionFields>;

function flatten(id: string, { context_details: context, conversation_time, ...fields }: ExecutionFields) {
  return {
    ...fields,
    id,
    conversation_duration: fields.conversation_duration ?? conversation_time,
    call_ref: context?.recipient_data?.call_ref ?? context?.call_ref ?? null,
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

export const stoppedSchema = z.object({ status: text });

export const accountSchema = z.object({
  id: text,
  name: text,
  email: text,
  /** Cents, as far as Bolna's own client knows. */
  wallet: amount,
  concurrency: z.object({ max: amount, current: amount }).nullish().catch(null)
    .transform((value) => value ?? null),
});
export type BolnaAccount = z.infer<typeof accountSchema>;

const validationIssue = z.object({
  msg: z.string(),
  loc: z.array(z.union([z.string(), z.number()])).optional(),
});

/** The first sentence among Bolna's shapes of an error: `message`, `detail` (text or list) or `error`. */
export function readErrorMessage(body: unknown): string | null {
  const parsed = z.object({ message: z.unknown(), detail: z.unknown(), error: z.unknown() }).partial()
    .safeParse(body);
  if (!parsed.success) return typeof body === "string" && body.trim() !== "" ? body : null;
  const { message, detail, error } = parsed.data;
  const issues = z.array(validationIssue).safeParse(detail);
  const listed = issues.success
    ? issues.data.map(({ loc = [], msg }) => `${loc.join(".")}: ${msg}`).join("; ")
    : null;
  const sentence = [message, detail, listed, error].find((value) =>
    typeof value === "string" && value !== ""
  );
  return typeof sentence === "string" ? sentence : null;
}
