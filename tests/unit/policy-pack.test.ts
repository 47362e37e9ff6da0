import assert from "node:assert/strict";
import { makeHolidays } from "../../local/policy/make-holidays.ts";
import { jurisdictionFile } from "../../local/policy/policy-schema.ts";
import { readCorrections } from "../../local/policy/read-corrections.ts";
import { readPolicy } from "../../local/policy/read-policy.ts";
import { dayMinutes, weekMinutes } from "../../local/policy/week-minutes.ts";
import { projectRoot } from "../../local/stack/paths.ts";

Deno.test("a readable week becomes minutes since Monday 00:00, and each day must be said once", () => {
  assert.equal(
    weekMinutes({ "mon-fri": [["10:00", "13:00"], ["14:00", "20:00"]], "sat-sun": [] }).split("),").length,
    10,
  );
  assert.equal(weekMinutes({ mon: [["08:00", "20:00"]], "tue-sun": [] }), "{[480,1200)}");
  assert.equal(weekMinutes({ "sat-thu": [], fri: [["16:00", "24:00"]] }), "{[6720,7200)}");
  assert.equal(dayMinutes([["00:00", "24:00"]]), "{[0,1440)}");
  for (
    const [week, why] of [
      [{ "mon-sat": [] }, /sun is not said/],
      [{ "mon-sun": [], sun: [] }, /sun is said twice/],
      [{ "mon-sun": [["20:00", "08:00"]] }, /begins before it ends/],
      [{ "mon-sun": [["09:00", "12:00"], ["11:00", "13:00"]] }, /after the one before/],
      [{ "mon-sun": [["9:00", "12:00"]] }, /no time of day/],
      [{ "mon-sun": [["09:00", "24:01"]] }, /no time of day/],
      [{ everyday: [] }, /no span of days/],
    ] as const
  ) assert.throws(() => weekMinutes(week), why);
});

Deno.test("a rule of another jurisdiction, with a column too many or for emergencies is refused", () => {
  const rule = {
    id: "XX.marketing.cap.day",
    name: "Daily cap",
    aspect: "cap",
    purposes: ["marketing"],
    max_calls: 1,
    period: "24 hours",
    confidence: "ours",
    read: "own",
    source: "Our own choice",
  };
  const file = (changed: object) =>
    jurisdictionFile.safeParse({
      jurisdiction: "XX",
      name: "Somewhere",
      reviewed_on: "2026-11-24",
      rules: [{ ...rule, ...changed }],
    }).success;
  assert.ok(file({}));
  assert.ok(!file({ id: "YY.marketing.cap.day" }));
  assert.ok(!file({ week: { "mon-sun": [] } }));
  assert.ok(!file({ purposes: ["emergency"] }));
  assert.ok(!file({ period: "a day" }));
  assert.ok(!file({ source: "" }));
  assert.ok(!file({ valid_from: "2027-01-01", valid_to: "2027-01-01" }));
});

const years = { firstYear: 2026, lastYear: 2027 };

Deno.test("Islamic days are whole local days, and predicted; Easter follows a rule, Christmas is fixed", () => {
  const sets = makeHolidays({ ...years, countries: ["AE", "DE"], withRegions: [], corrections: [] });
  const eid = sets.get("AE")?.filter(({ name, day }) => name.includes("Eid al-Fitr") && day < "2027");
  assert.deepEqual(eid?.map(({ day }) => day), ["2026-03-20", "2026-03-21", "2026-03-22"]);
  assert.deepEqual([...new Set(eid?.map(({ certainty }) => certainty))], ["predicted"]);
  const certainty = (day: string) => sets.get("DE")?.find((holiday) => holiday.day === day)?.certainty;
  assert.equal(certainty("2027-03-29"), "rule");
  assert.equal(certainty("2026-12-25"), "fixed");
  assert.equal(certainty("2026-12-24"), undefined, "a half day of the banks is no public holiday");
});

Deno.test("a region has what its country has not, unless its own list stands alone", () => {
  const alone = readCorrections(
    "jurisdiction,change,day,name,certainty,source\nUS-LA,drop,*,*,,Own list\nUS-LA,add,07-04,Independence Day,fixed,Own list\n",
  );
  const sets = makeHolidays({
    ...years,
    countries: ["US", "DE"],
    withRegions: ["US", "DE"],
    corrections: alone,
  });
  assert.deepEqual(sets.get("US-LA")?.map(({ day }) => day), ["2026-07-04", "2027-07-04"]);
  assert.ok(!sets.get("DE-BY")?.some(({ day }) => day === "2026-12-25"));
  assert.ok(sets.get("DE-BY")?.some(({ day }) => day === "2026-01-06"));
});

Deno.test("a correction replaces the library's word, and one that corrects nothing is an error", () => {
  const header = "jurisdiction,change,day,name,certainty,source\n";
  const make = (line: string) =>
    makeHolidays({
      ...years,
      countries: ["AE"],
      withRegions: [],
      corrections: readCorrections(header + line),
    });
  const sighted = make("AE,add,2026-06-16,Islamic New Year,fixed,Cabinet, by decree\n").get("AE")
    ?.filter(({ day }) => day === "2026-06-16");
  assert.deepEqual(sighted, [
    { day: "2026-06-16", name: "Islamic New Year", certainty: "fixed", source: "Cabinet, by decree" },
  ]);
  assert.throws(() => make("AE,drop,*,Whit Monday,,Not kept\n"), /which the library has not/);
  assert.throws(() => make("AE-DU,add,2026-06-16,Own day,fixed,Own list\n"), /no holidays in the pack/);
  assert.throws(() => make("AE,add,*,Every day,fixed,Nobody\n"), /line 2/);
  assert.throws(() => make("AE,add,2026-13-01,Own day,fixed,Nobody\n"), /line 2/);
});

Deno.test("how well a rule is known decides who may loosen it: our own choices are marked so", async () => {
  const { jurisdictions } = await readPolicy(`${projectRoot}supabase/policy`);
  for (const { id, read, confidence } of jurisdictions.flatMap(({ rules }) => rules)) {
    if (read === "own") assert.equal(confidence, "ours", id);
  }
});
