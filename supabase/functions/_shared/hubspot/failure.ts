import * as z from "zod";
import { parseJson } from "../platform/parse-json.ts";

/**
 * Why HubSpot did not do what was asked.
 * - `unreachable`: no answer, or one that proves that nothing was done. `unclear`: a create that may have been done all the
 *   same (time-out, broken connection, 5xx, a 2xx that cannot be read).
 * - `slow_down`: a short limit is used up. `daily_limit`: nothing more before the account's midnight.
 * - `token_rejected`, `scope_missing`: for an administrator to mend. `moved`: the account changes its data centre.
 * - `not_found`. `locked`: the record is being written. `refused`: any other 4xx; asking again does not help.
 */
export type HubspotFailureKind =
  | "unreachable"
  | "unclear"
  | "slow_down"
  | "daily_limit"
  | "token_rejected"
  | "scope_missing"
  | "not_found"
  | "refused"
  | "locked"
  | "moved";

export interface HubspotFailure {
  kind: HubspotFailureKind;
  /** Null where no answer came. */
  status: number | null;
  /** A sentence of ours, without personal data: HubSpot's own messages quote values. */
  reason: string;
  /** From `Retry-After` or the limit that was met, in seconds; null: HubSpot did not say. */
  retryAfterSeconds: number | null;
  correlationId?: string;
  /** The scopes that the token lacks, as far as HubSpot named them. */
  missingScopes: string[];
  /** The properties that HubSpot complained of, by their internal names. */
  properties: string[];
}

/** What is safe and useful in an error body (reference 7.3); every field may be absent. */
export interface ErrorFacts {
  category: string | null;
  codes: string[];
  policyName: string | null;
  message: string;
  correlationId?: string;
  missingScopes: string[];
  properties: string[];
}

const word = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/);
const propertyName = z.string().regex(/^[a-z][a-z0-9_]{0,99}$/);
const scopeName = z.string().regex(/^[a-z][\w.-]{1,99}$/);
/** More than a person reads of one failure. */
const mostNamed = 20;
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(z.unknown()).catch([]).transform((values) =>
    values.slice(0, mostNamed).flatMap((value) => {
      const parsed = item.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    })
  );

const contextSchema = z.object({
  missingScopes: listOf(scopeName),
  requiredGranularScopes: listOf(scopeName),
  propertyName: listOf(propertyName),
  properties: listOf(propertyName),
}).catch({ missingScopes: [], requiredGranularScopes: [], propertyName: [], properties: [] });

const errorSchema = z.object({ code: word.optional().catch(undefined), context: contextSchema });

const bodySchema = z.object({
  category: word.nullish().catch(null),
  policyName: word.nullish().catch(null),
  errorType: word.nullish().catch(null),
  message: z.string().catch(""),
  correlationId: z.guid().optional().catch(undefined),
  context: contextSchema,
  errors: listOf(errorSchema),
});

/** Property writes put their problems as JSON into the message. */
const writeProblem = z.object({
  error: word.optional().catch(undefined),
  name: propertyName.optional().catch(undefined),
});

/** Reads an error body; HTML, nothing or nonsense gives no facts. */
export function readErrorFacts(text: string): ErrorFacts {
  const parsed = bodySchema.safeParse(parseJson(text));
  if (!parsed.success) {
    return { category: null, codes: [], policyName: null, message: "", missingScopes: [], properties: [] };
  }
  const { category, policyName, message, correlationId, context, errors } = parsed.data;
  const contexts = [context, ...errors.map((error) => error.context)];
  const writes = readWriteProblems(message);
  const unique = (values: (string | undefined)[]) => [
    ...new Set(values.filter((value) => value !== undefined)),
  ];
  return {
    category: category ?? null,
    policyName: policyName ?? null,
    message,
    ...(correlationId === undefined ? {} : { correlationId }),
    codes: unique([...errors.map(({ code }) => code), ...writes.map(({ error }) => error)]),
    missingScopes: unique(
      contexts.flatMap((each) => [...each.missingScopes, ...each.requiredGranularScopes]),
    ),
    properties: unique([
      ...contexts.flatMap((each) => [...each.propertyName, ...each.properties]),
      ...writes.map(({ name }) => name),
    ]),
  };
}

function readWriteProblems(message: string) {
  const start = message.indexOf("[");
  const parsed = listOf(writeProblem).safeParse(start < 0 ? [] : parseJson(message.slice(start)));
  return parsed.success ? parsed.data : [];
}
