import { DatabaseError } from "./database.ts";

/** The functions are newer than the database, which does not know one that they call. */
export function isMissingFunction(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === "PGRST202" || error.code === "42883");
}
