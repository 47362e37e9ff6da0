import type { z } from "zod";
import { query, type ServiceDatabase } from "./database.ts";

/** A function that calls SQL functions by their name, and parses what they give as `query` does. */
export function createFunctionCaller(db: ServiceDatabase) {
  return <Schema extends z.ZodType>(
    schema: Schema,
    name: string,
    parameters: Record<string, unknown> = {},
  ): Promise<z.output<Schema>> => query(name, schema, db.rpc(name, parameters));
}
