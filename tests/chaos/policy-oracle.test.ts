import assert from "node:assert/strict";
import postgres, { type Sql } from "postgres";
import type { Terms } from "../../local/chaos/policy/law.ts";
import { runPolicy } from "../../local/chaos/policy/run-policy.ts";
import { judgeTerms } from "../../local/chaos/policy/try-policy.ts";
import { withThrowAwayDatabase } from "../../local/stack/throw-away-database.ts";

// The whole of it, every zone over ten years: deno task chaos -- --only=policy
const years = { from: Date.parse("2026-01-01T00:00:00Z"), to: Date.parse("2028-01-01T00:00:00Z") };

async function withOrganization(use: (sql: Sql) => Promise<void>) {
  await withThrowAwayDatabase(async (dbUrl) => {
    const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
    try {
      await sql`insert into public.organizations (name, slug) values ('Acme', 'acme')`;
      await use(sql);
    } finally {
      await sql.end();
    }
  });
}

Deno.test("the database and Temporal decide every quarter of an hour alike, whatever the law, the zones and the holidays", async () => {
  await withOrganization(async (sql) => {
    const { decisions, open, judged, zones, wrong } = await runPolicy({
      sql,
      runs: 12,
      seed: 2026,
      ...years,
    });
    assert.deepEqual(wrong, []);
    assert.equal(decisions, 12 * 730 * 96);
    assert.ok(open > decisions / 20, `open in ${open} of them`);
    assert.ok(judged > 100, `the judge was asked ${judged} times`);
    assert.ok(zones > 400, `${zones} zones`);
  });
});

/** Sundays until 01:30 in New York, whose clock is Greenwich's in the spring of 2027. */
const nights: Terms = {
  isMarketing: false,
  jurisdictions: ["ZZ"],
  zones: ["America/New_York"],
  rules: [{
    id: "ZZ.hours",
    jurisdiction: "ZZ",
    week: [[6 * 1440, 6 * 1440 + 90]],
    holidayMinutes: null,
    holidaySets: [],
    uniteRegions: false,
    validFrom: "2000-01-01",
    validTo: null,
  }],
  holidays: [],
  overrides: [{
    zone: "America/New_York",
    instead: "Etc/GMT",
    from: Date.parse("2027-03-01T00:00:00Z"),
    to: Date.parse("2027-05-01T00:00:00Z"),
  }],
  week: null,
  loosened: [],
  blackouts: [],
};

Deno.test("the oracle tells of a window whose end is read like its beginning, and of an override that is passed over", async () => {
  const sabotages = [
    `create or replace function private.earlier(p_local timestamp, p_zone text) returns timestamptz
      language sql stable set search_path = '' as $$ select p_local at time zone p_zone $$`,
    `create or replace function private.zone_on(p_zone text, p_day date) returns text
      language sql stable security definer set search_path = '' as $$ select p_zone $$`,
  ];
  for (const sabotage of sabotages) {
    await withOrganization(async (sql) => {
      assert.deepEqual((await judgeTerms(sql, nights, { ...years, seed: 1 })).wrong, []);
      await sql.unsafe(sabotage);
      const { wrong } = await judgeTerms(sql, nights, { ...years, seed: 1 });
      assert.ok(wrong.some((line) => line.startsWith("unlawful")), wrong.join("\n"));
    });
  }
});
