import type * as z from "zod";
import { type Database, query } from "./database.ts";
import type { FunctionArguments, FunctionName } from "./database-shape.ts";

/** Nothing need be given to a function whose arguments all have a default, or that has none. */
type Given<Name extends FunctionName> = Record<PropertyKey, never> extends FunctionArguments<Name>
  ? [parameters?: FunctionArguments<Name>]
  : [parameters: FunctionArguments<Name>];

/** A function that calls SQL functions by their name, and parses what they give as `query` does. */
export function createFunctionCaller(db: Database) {
  return <Schema extends z.ZodType, Name extends FunctionName>(
    schema: Schema,
    name: Name,
    ...[parameters]: Given<Name>
  ): Promise<z.output<Schema>> => query(name, schema, db.rpc(name, parameters));
}
