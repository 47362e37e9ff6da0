import assert from "node:assert/strict";
import { areaCodes, regionZones } from "../../local/zones/zone-facts.ts";
import { canadianLetters, zipRanges } from "../../supabase/functions/_shared/contacts/postal-codes.ts";
import { readRegion } from "../../supabase/functions/_shared/contacts/read-region.ts";
import { regionNames } from "../../supabase/functions/_shared/contacts/region-names.ts";

type Address = Parameters<typeof readRegion>[0];

function expectRegion(address: Partial<Address>, region: string | null) {
  const told = readRegion({ country: null, state: null, zip: null, ...address });
  assert.equal(told, region, JSON.stringify(address));
}

Deno.test("a state is read as a name or a code, however it is written", () => {
  for (const state of ["Florida", "FL", "fl", " florida ", "US-FL", "Fl."]) {
    expectRegion({ country: "US", state }, "US-FL");
  }
  for (const state of ["Québec", "quebec", "QC"]) expectRegion({ country: "CA", state }, "CA-QC");
  for (const state of ["Washington D.C.", "Washington, DC", "D.C.", "District of Columbia"]) {
    expectRegion({ country: "US", state }, "US-DC");
  }
  expectRegion({ country: "US", state: "Washington" }, "US-WA");
  expectRegion({ country: "AU", state: "Western Australia" }, "AU-WA");
  expectRegion({ country: "CA", state: "Newfoundland" }, "CA-NL");
});

Deno.test("a postal code tells the region without a state", () => {
  expectRegion({ country: "US", zip: "33101" }, "US-FL");
  expectRegion({ country: "US", zip: "06510-1234" }, "US-CT");
  expectRegion({ country: "US", zip: "79936" }, "US-TX");
  expectRegion({ country: "CA", zip: "m5v 3l9" }, "CA-ON");
  expectRegion({ country: "CA", zip: "X0A 0H0" }, null);
  expectRegion({ country: "US", zip: "09012" }, null);
});

Deno.test("an address that contradicts itself, or is of another country, has no region", () => {
  expectRegion({ country: "US", state: "Georgia", zip: "33101" }, null);
  expectRegion({ country: "US", state: "Florida", zip: "33101" }, "US-FL");
  expectRegion({ country: "US", state: "Ontario" }, null);
  expectRegion({ country: "US", state: "south" }, null);
  expectRegion({ country: "IN", state: "GA", zip: "33101" }, null);
  expectRegion({ state: "Florida", zip: "33101" }, null);
});

Deno.test("every region that can be read has zones, and every state an area code and a postal code", () => {
  const all = Object.entries(regionNames).flatMap(([country, names]) =>
    Object.keys(names).map((code) => `${country}-${code}`)
  );
  assert.deepEqual(all.filter((region) => regionZones[region] === undefined), []);
  const withCodes = new Set(Object.keys(areaCodes).flatMap((regions) => regions.split(" ")));
  assert.deepEqual(all.filter((region) => !region.startsWith("AU") && !withCodes.has(region)), []);
  const states = Object.keys(regionNames.US ?? {});
  assert.deepEqual(states.filter((state) => !zipRanges.some(([, , known]) => known === state)), []);
  assert.deepEqual(Object.values(canadianLetters).filter((code) => !(code in (regionNames.CA ?? {}))), []);
});

Deno.test("the ranges of postal codes do not overlap", () => {
  const sorted = zipRanges.toSorted(([one], [other]) => one - other);
  for (const [index, [from]] of sorted.entries()) {
    assert.ok(from > (sorted[index - 1]?.[1] ?? 0), `${from}`);
  }
});
