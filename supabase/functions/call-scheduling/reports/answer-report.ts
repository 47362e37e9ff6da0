import type { Context } from "hono";
import { accepts } from "hono/accepts";
import type { AppEnv } from "../context.ts";

export type ReportFormat = "application/json" | "text/csv" | "text/html";

const formats: ReportFormat[] = ["application/json", "text/csv", "text/html"];

/** What the caller would have: JSON unless it says CSV or HTML. */
export function readFormat(c: Context<AppEnv>): ReportFormat {
  const chosen = accepts(c, { header: "Accept", supports: formats, default: "application/json" });
  return formats.find((format) => format === chosen) ?? "application/json";
}

/** A file to be saved under a name: on the default domain of hosted projects HTML is not shown anyway. */
export function answerFile(
  c: Context<AppEnv>,
  format: ReportFormat,
  name: string,
  content: string,
): Response {
  return c.body(content, 200, {
    "content-type": `${format}; charset=utf-8`,
    "content-disposition": `attachment; filename="${name}.${format === "text/csv" ? "csv" : "html"}"`,
    vary: "accept",
  });
}
