import { ApiError } from "../platform/errors.ts";
import type { Settings } from "../platform/settings.ts";
import type { ReportDocument } from "./report-document.ts";

/** Makes one printable HTML file of a report. */
export type RenderReport = (document: ReportDocument) => Promise<string>;

const patienceMs = 20_000;

/**
 * Has the function `report` draw it: the plotting library is nothing that every worker of the API should load. It is given the
 * figures and no right to read anything. Throws an ApiError 503 where it does not answer.
 */
export function createReportRenderer(
  { supabaseUrl, secretKeys }: Pick<Settings, "supabaseUrl" | "secretKeys">,
): RenderReport {
  return async (document) => {
    const response = await fetch(`${supabaseUrl}/functions/v1/report`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: secretKeys[0] ?? "" },
      body: JSON.stringify(document),
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => undefined);
    if (response?.ok) return await response.text();
    await response?.body?.cancel();
    throw new ApiError({
      status: 503,
      code: "report_unavailable",
      error: "The report cannot be drawn at the moment. Its figures can be had as JSON or CSV.",
      details: "The function report does not answer, or is not deployed.",
    });
  };
}
