import { html, raw } from "hono/html";
import type { CallReport, ReportGroup } from "../_shared/reports/call-report.ts";
import type { ReportDocument } from "../_shared/reports/report-document.ts";
import { drawAnswerRate, fewAttempts } from "./chart-answer-rate.ts";
import { drawCompliance, standings } from "./chart-compliance.ts";
import { drawLateness, saySpan } from "./chart-lateness.ts";
import { drawDays, drawHours } from "./chart-outcomes.ts";
import * as sentences from "./sentences.ts";
import { style } from "./style.ts";
import { attemptTable, codeTable, rateTable, table } from "./tables.ts";
import {
  outcomes,
  sayCode,
  sayCount,
  sayMoment,
  sayMoney,
  sayNumber,
  saySeconds,
  sayShare,
} from "./words.ts";

type Part = ReturnType<typeof html> | "";

/** The report as one HTML file that stands alone: its charts are SVG inside it, each with a sentence and its table. */
export async function renderReport(document: ReportDocument): Promise<string> {
  const { title, organization, printed_at, reports, campaign } = document;
  const [first] = reports;
  if (first === undefined) throw new RangeError("A report of nothing cannot be drawn.");
  const by = (group: ReportGroup) => reports.find((report) => report.by === group);
  const last = new Date(Date.parse(first.to) - 1).toISOString();
  const page = html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>${title}, ${organization}</title>
        <style>${style}</style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="meta">${organization} · ${sayMoment(first.from, first.zone)} to ${sayMoment(
            last,
            first.zone,
          )}</p>
          <p class="meta">Days and hours are those of ${first.zone}. Printed on ${sayMoment(
            printed_at,
            first.zone,
          )}.</p>
        </header>
        <main>${campaign === undefined ? "" : campaignStanding(campaign)}${overview(first)}${hours(
          by("hour"),
        )}${days(by("day"))}
    ${answerRate(by("weekday_hour"))}${lateness(first)}${reasons(first)}${compliance(by("day"))}
    ${groupTable(by("agent"), "Agents", "Agent")}${groupTable(by("topic"), "Topics", "Topic")}
    ${groupTable(by("campaign"), "Campaigns", "Campaign")}${groupTable(by("rule"), "Rules", "Rule")}</main>
        <footer>Calls are counted at the time they were due, attempts when they were dialled. An attempt is answered when a person spoke.
    Where half or 95 % of attempts were taken is reckoned within the spans of the chart.</footer>
      </body>
    </html>
  `;
  return String(await page);
}

function overview({ totals }: CallReport): Part {
  const figures: [string, string][] = [
    ["Calls", sayCount(totals.calls)],
    ["Attempts", sayCount(totals.attempts)],
    ["Answered", sayShare(totals.answer_rate)],
    ["Attempts per answer", sayNumber(totals.attempts_per_success)],
    ["Talk", saySeconds(totals.talk_seconds)],
    ["Cost", sayMoney(totals.cost_cents)],
    ["Cost per answer", sayMoney(totals.cost_cents_per_success)],
    ["Opt-outs", sayCount(totals.opt_outs)],
  ];
  return html`
    <section>
      <h2>At a glance</h2>
      <p>${sentences.overview(totals)}</p>
      <dl class="figures">${figures.map(([name, value]) =>
        html`
          <div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>
        `
      )}</dl>
    </section>
  `;
}

function campaignStanding({ state, counts }: NonNullable<ReportDocument["campaign"]>): Part {
  const { total = 0, ...others } = counts;
  const rows = Object.entries(others).map((
    [name, count],
  ) => [sayCode(name), sayCount(count), sayShare(total > 0 ? count / total : null)]);
  return html`<section><h2>Its contacts</h2><p>The campaign is ${state}; it has ${
    sayCount(total)
  } contacts.</p>
${table("Contacts by where they stand", ["State", "Contacts", "Share"], rows)}</section>`;
}

function legend(items: readonly { label: string; colour: string }[]): Part {
  return html`<ul class="legend">${
    items.map(({ label, colour }) => html`<li><span style="background:${colour}"></span>${label}</li>`)
  }</ul>`;
}

function chart(heading: string, sentence: string, svg: string, key: Part, numbers: Part): Part {
  return html`
    <section>
      <div class="chart"><h2>${heading}</h2><p>${sentence}</p>${key}${raw(svg)}</div>
      <div class="wide">${numbers}</div>
    </section>
  `;
}

function hours(report: CallReport | undefined): Part {
  if (report === undefined || report.totals.attempts === 0) return "";
  const sentence = sentences.hours(report);
  const told = report.rows.filter(({ attempts, calls }) => attempts > 0 || calls > 0);
  return chart(
    "By the hour of the day",
    sentence,
    drawHours(report.rows, sentence),
    legend(outcomes),
    attemptTable("By hour", "Hour", told),
  );
}

function days(report: CallReport | undefined): Part {
  if (report === undefined || report.totals.attempts === 0) return "";
  const sentence = sentences.days(report);
  const told = report.rows.filter(({ attempts, calls }) => attempts > 0 || calls > 0);
  return chart(
    "Day by day",
    sentence,
    drawDays(report.rows, sentence),
    legend(outcomes),
    attemptTable("By day", "Day", told),
  );
}

function answerRate(report: CallReport | undefined): Part {
  if (report === undefined || !report.rows.some(({ attempts }) => attempts >= fewAttempts)) return "";
  const sentence = sentences.answerRate(report);
  const best = report.rows.filter(({ attempts }) => attempts >= fewAttempts)
    .sort((one, other) => (other.answer_rate ?? 0) - (one.answer_rate ?? 0)).slice(0, 10);
  return chart(
    "When people answer",
    sentence,
    drawAnswerRate(report.rows, sentence),
    html`<p class="meta">Percent of the attempts that a person answered. Outlined: fewer than ${fewAttempts} attempts.</p>`,
    table(
      "The ten best hours",
      ["Hour", "Attempts", "Answered", "of attempts"],
      best.map((
        row,
      ) => [row.label, sayCount(row.attempts), sayCount(row.answered), sayShare(row.answer_rate)]),
    ),
  );
}

function lateness(report: CallReport): Part {
  if (report.totals.lateness_p50_seconds === null) return "";
  const sentence = sentences.lateness(report.totals);
  const all = report.lateness.reduce((sum, { attempts }) => sum + attempts, 0);
  return chart(
    "How punctual calls were",
    sentence,
    drawLateness(report.lateness, sentence),
    "",
    table(
      "By how late an attempt was",
      ["Late", "Attempts", "Share"],
      report.lateness.map((span) => [saySpan(span), sayCount(span.attempts), sayShare(span.attempts / all)]),
    ),
  );
}

function reasons({ failure_reasons, uncalled_reasons, deferrals_by_code }: CallReport): Part {
  if (failure_reasons.length + uncalled_reasons.length + deferrals_by_code.length === 0) return "";
  const listed = (caption: string, counts: typeof failure_reasons) =>
    counts.length === 0 ? "" : codeTable(caption, counts);
  return html`<section><h2>Why not</h2><p>${sentences.reasons({ failure_reasons, deferrals_by_code })}</p>
${listed("Why attempts failed", failure_reasons)}${
    listed("Why calls failed or were cancelled", uncalled_reasons)
  }
${listed("Why calls were put off", deferrals_by_code)}</section>`;
}

function compliance(report: CallReport | undefined): Part {
  if (report === undefined || report.checkup_compliance.length < 2) return "";
  const days = report.checkup_compliance;
  const sentence = sentences.compliance(days);
  return chart(
    "Check-ups",
    sentence,
    drawCompliance(days, sentence),
    legend(standings),
    table(
      "Contacts by day",
      ["Day", "In time", "Overdue", "No date", "In time, of those with a date"],
      days.map((
        { day, within, overdue, unknown, rate },
      ) => [day, sayCount(within), sayCount(overdue), sayCount(unknown), sayShare(rate)]),
    ),
  );
}

function groupTable(report: CallReport | undefined, heading: string, head: string): Part {
  const told = report?.rows.filter(({ attempts, calls }) => attempts > 0 || calls > 0) ?? [];
  if (told.length === 0 || told.every(({ key }) => key === null)) return "";
  return html`
    <section>
      <h2>${heading}</h2>
      <p>${sentences.group(told, head)}</p>
      <div class="wide">${rateTable(`By ${head.toLowerCase()}`, head, told.slice(0, 50))}</div>
    </section>
  `;
}
