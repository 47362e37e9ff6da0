import postgres from "postgres";
import { StackError } from "./stack-error.ts";

/** Turns Postgres's answer to a whole file into a sentence with the file's line. Other errors come back as they are. */
export function readSqlError(error: unknown, fileName: string, text: string): unknown {
  if (!(error instanceof postgres.PostgresError)) return error;
  const position = Number(error.position);
  const line = position ? `, line ${text.slice(0, position).split("\n").length}` : "";
  const context = [error.detail, error.hint, error.where].filter(Boolean).join(" · ");
  return new StackError(
    `${fileName}${line}: ${error.message} (${error.code})${context ? `: ${context}` : ""}`,
  );
}
