import assert from "node:assert/strict";
import { renderReport } from "../../supabase/functions/report/render-report.ts";
import { someReports } from "../support/some-report.ts";

const hostile = '<script>alert(1)</script><img src="http://x.test/y">';
const reports = someReports({
  day: [{ day: "2026-11-02", attempts: 40 }, { day: "2026-11-05", attempts: 20 }],
  hour: [{ hour: 9, attempts: 40 }, { hour: 16, attempts: 20 }],
  weekday_hour: [{ weekday: 1, hour: 9, attempts: 40 }, { weekday: 4, hour: 16, attempts: 3 }],
  agent: [{ id: "1", name: hostile, attempts: 60 }],
  topic: [{ topic: hostile, attempts: 60 }],
  campaign: [{ attempts: 60 }],
});
const document = { title: hostile, organization: "Acme", printed_at: "2026-12-01T04:30:00Z", reports };

Deno.test("a report is one file: its charts are in it, and nothing is loaded or run", async () => {
  const html = await renderReport(document);
  assert.equal(html.match(/<svg /g)?.length, 5);
  assert.doesNotMatch(html, /<script|<link|<img|<iframe|@import|url\(|\son\w+=/i);
  const addresses = html.replaceAll("http://x.test", "").match(/https?:[^"'<\s]*/g);
  assert.deepEqual([...new Set(addresses)], ["http://www.w3.org/2000/svg"]);
  assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
});

Deno.test("each chart has a heading, one sentence that says what it shows, which is read out too, and its table", async () => {
  const html = await renderReport(document);
  const charts = html.split('<div class="chart">').slice(1);
  assert.equal(charts.length, 5);
  for (const chart of charts) {
    const [, sentence = ""] = /<h2>[^<]+<\/h2><p>([^<]+)<\/p>/.exec(chart) ?? [];
    assert.match(sentence, /\.$/);
    const [svg = ""] = /<svg [^>]*>/.exec(chart) ?? [];
    assert.match(svg, /role="img"/);
    const [, read] = /aria-label="([^"]*)"/.exec(svg) ?? [];
    assert.equal(read?.replaceAll("&#160;", "\u00a0"), sentence);
    assert.match(chart, /<table[^>]*>\s*<caption>/);
    assert.doesNotMatch(chart, /<svg[^]*aria-label[^]*aria-label[^]*<\/svg>/);
  }
  assert.match(html, /Most people were reached in the hour from 09:00: 16 of 40 attempts/);
});

Deno.test("a time in which nobody was called has a report that says so", async () => {
  const html = await renderReport({
    ...document,
    reports: someReports({ day: [], hour: [], weekday_hour: [], rule: [] }),
  });
  assert.match(html, /Nobody was to be called in this time\./);
  assert.doesNotMatch(html, /NaN|undefined|null|Infinity/);
});
