import type * as z from "zod";
import { type Database, query } from "./database.ts";
import type { FunctionArguments, FunctionName } from "./database-shape.ts";

/** Nothing need be given to a function whose arguments all have a default, or that has none. */
type Given<Name extends FunctionName> = Record<PropertyKey, never> extends FunctionArguments<Name>
  ? [parameters?: FunctionArguments<Name>, signal?: AbortSignal | undefined]
  : [parameters: FunctionArguments<Name>, signal?: AbortSignal | undefined];

/**
 * A function that calls SQL functions by their name, and parses what they give as `query` does. A `signal` ends the wait for
 * the answer, in place of the client's own time-out; what the database does by then may be done or not.
 */
export function createFunctionCaller(db: Database) {
  return <Schema extends z.ZodType, Name extends FunctionName>(
    schema: Schema,
    name: Name,
    ...[parameters, signal]: Given<Name>
  ): Promise<z.output<Schema>> => {
    const request = db.rpc(name, parameters);
    return query(name, schema, signal === undefined ? request : request.abortSignal(signal));
  };
}
