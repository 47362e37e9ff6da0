import { html, raw } from "hono/html";
import type { ReportRow } from "../_shared/reports/call-report.ts";
import { sayCode, sayCount, sayMoney, sayNumber, saySeconds, sayShare } from "./words.ts";

/** A table whose first column names the row. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]) {
  // A short one is not torn apart on paper.
  return html`
    <table${rows.length <= 16 ? raw(' class="short"') : ""}>
      <caption>${caption}</caption>
      <thead>
        <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>${rows.map(([first = "", ...others]) =>
        html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`
      )}</tbody>
      </table>
  `;
}

const attemptHeads = [
  "Calls",
  "Attempts",
  "Answered",
  "Voicemail",
  "No answer",
  "Busy",
  "Failed",
  "Stopped",
  "Talk",
  "Cost",
];

/** Rows of a report with what the attempts came to. */
export function attemptTable(caption: string, head: string, rows: readonly ReportRow[]) {
  return table(
    caption,
    [head, ...attemptHeads],
    rows.map((row) => [
      row.label,
      ...[
        row.calls,
        row.attempts,
        row.answered,
        row.voicemail,
        row.no_answer,
        row.busy,
        row.failed,
        row.cancelled,
      ].map(sayCount),
      saySeconds(row.talk_seconds),
      sayMoney(row.cost_cents),
    ]),
  );
}

const rateHeads = [
  "Calls",
  "Attempts",
  "Answered",
  "of attempts",
  "Attempts per answer",
  "Cost per answer",
  "Late (half / 95 %)",
  "Opt-outs",
  "Put off",
];

/** Rows of a report with what they are judged by. */
export function rateTable(caption: string, head: string, rows: readonly ReportRow[]) {
  return table(
    caption,
    [head, ...rateHeads],
    rows.map((row) => [
      row.label,
      ...[row.calls, row.attempts, row.answered].map(sayCount),
      sayShare(row.answer_rate),
      sayNumber(row.attempts_per_success),
      sayMoney(row.cost_cents_per_success),
      `${saySeconds(row.lateness_p50_seconds)} / ${saySeconds(row.lateness_p95_seconds)}`,
      sayCount(row.opt_outs),
      sayCount(row.deferrals),
    ]),
  );
}

export function codeTable(caption: string, counts: readonly { code: string | null; count: number }[]) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return table(
    caption,
    ["Reason", "How often", "Share"],
    counts.map(({ code, count }) => [sayCode(code), sayCount(count), sayShare(count / total)]),
  );
}
