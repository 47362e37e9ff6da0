import assert from "node:assert/strict";
// @ts-types="papaparse-types"
import Papa from "papaparse";
import { toCsv } from "../../supabase/functions/call-scheduling/reports/to-csv.ts";
import { someReports } from "../support/some-report.ts";

const hostile = [
  '=HYPERLINK("http://x.test","y")',
  "+1",
  "-1+1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "  =1",
  "=1\nsecond line",
  "plain, with a comma",
  'with "quotes"',
];

Deno.test("a spreadsheet finds no formula in a report, and a parser every text as it was", () => {
  const [report] = someReports({ topic: hostile.map((topic) => ({ topic, attempts: 10 })) });
  assert.ok(report);
  const csv = toCsv(report);
  assert.ok(csv.startsWith("\ufeff"));
  const { data, errors } = Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true });
  assert.deepEqual(errors, []);
  const [head, ...rows] = data;
  assert.deepEqual(head?.slice(0, 3), ["topic", "label", "calls"]);
  assert.equal(rows.length, hostile.length);
  for (const [place, text] of hostile.entries()) {
    const cell = rows[place]?.[0] ?? "";
    assert.equal(cell, /^plain|^with/.test(text) ? text : `'${text}`);
    assert.equal(rows[place]?.length, head?.length);
  }
  assert.equal(rows[0]?.[head?.indexOf("attempts") ?? -1], "10");
});
