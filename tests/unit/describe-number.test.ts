import assert from "node:assert/strict";
import { getCountries } from "libphonenumber-js/max";
import { findCountry } from "../../local/zones/find-number-zones.ts";
import { straddling } from "../../local/zones/number-overlay.ts";
import { countryZones, regionZones, zoneCountries } from "../../local/zones/zone-facts.ts";
import { describeNumber } from "../../supabase/functions/_shared/phone/describe-number.ts";
import { prefixZones } from "../../supabase/functions/_shared/phone/number-zones.ts";

function zonesOf(number: string): string {
  return describeNumber(number).zones.map((zone) => zone.replace(/^.*\//, "")).join(" ");
}

function promise(what: string, numbers: Record<string, string>) {
  Deno.test(what, () => {
    const said = Object.fromEntries(Object.keys(numbers).map((number) => [number, zonesOf(number)]));
    assert.deepEqual(said, numbers);
  });
}

promise("a landline whose exchange is listed rings in its own zone, also under an area code of two", {
  "+18504322345": "Chicago",
  "+14232652345": "New_York",
  "+12198812345": "Chicago",
  "+18124222345": "Chicago",
  "+12705862345": "Chicago",
  "+15418892345": "Denver",
  "+12083432345": "Denver",
  "+12083302345": "Boise Los_Angeles",
  "+17857252345": "Chicago Denver",
  "+17012322345": "Chicago",
  "+16053422345": "Denver",
  "+19072092345": "Anchorage",
});
promise(
  "any other number of such an area code may ring in each of its zones: mobiles, and what is newer than the list",
  {
    "+18505552345": "Chicago New_York",
    // Google's map has Tallahassee's exchanges only as what its area code is by default.
    "+18508912345": "Chicago New_York",
    "+14235552345": "Chicago New_York",
    "+12195552345": "Chicago New_York",
    "+12705552345": "Chicago New_York",
    "+18125552345": "Chicago New_York",
    "+19065552345": "Detroit Menominee",
    "+13085552345": "Chicago Denver",
    "+16205552345": "Chicago Denver",
    "+17855552345": "Chicago Denver",
    "+15415552345": "Boise Los_Angeles",
    "+19285552345": "Denver Phoenix",
    "+17015552345": "Chicago Denver",
    "+16055552345": "Chicago Denver",
    "+12085552345": "Boise Los_Angeles",
    "+19865552345": "Boise Los_Angeles",
    "+19075552345": "Adak Anchorage",
    "+12505552345": "Edmonton Fort_Nelson Vancouver",
    "+18675552345": "Cambridge_Bay Inuvik Iqaluit Rankin_Inlet Whitehorse",
  },
);
promise("so may those of the codes that lie over them", {
  "+13645552345": "Chicago New_York",
  "+14485552345": "Chicago New_York",
  "+14585552345": "Boise Los_Angeles",
  "+19305552345": "Chicago New_York",
});
promise("a mobile of a country with several zones may ring in each of them", {
  "+61412345678": "Adelaide Brisbane Darwin Lord_Howe Perth Sydney",
  "+6281234567890": "Jakarta Jayapura Makassar",
  "+79161234567":
    "Irkutsk Kamchatka Krasnoyarsk Magadan Omsk Vladivostok Yakutsk Yekaterinburg Kaliningrad Moscow Samara",
  "+77012345678": "Almaty Aqtobe",
  "+34612345678": "Canary Madrid",
  "+351912345678": "Azores Lisbon",
  "+56961234567": "Punta_Arenas Santiago Easter",
  "+593991234567": "Guayaquil Galapagos",
  "+243812345678": "Kinshasa Lubumbashi",
  "+97688123456": "Hovd Ulaanbaatar",
  "+64211234567": "Auckland Chatham",
});
promise("but where its number holds an area code it rings there", {
  "+5511987654321": "Sao_Paulo",
  "+5591987654321": "Sao_Paulo",
  "+5592987654321": "Manaus",
  "+5568987654321": "Rio_Branco",
  "+525512345678": "Mexico_City",
  "+526641234567": "Tijuana",
  "+529981234567": "Cancun",
});
promise("a landline of such a country rings where it lies", {
  "+61289123456": "Sydney",
  "+61892123456": "Perth",
  "+61889812345": "Darwin",
  "+34922123456": "Canary",
  "+34912345678": "Madrid",
  "+351292123456": "Azores",
  "+78452123456": "Samara",
  "+74012123456": "Kaliningrad",
  "+622112345678": "Jakarta",
  "+56612123456": "Punta_Arenas",
});
promise("a country whose clocks all go alike has its own zone, not one that went like it once", {
  "+919876543210": "Kolkata",
  "+4915112345678": "Berlin",
  "+447400123456": "London",
  "+212612345678": "Casablanca",
  "+21361234567": "Algiers",
  "+218912345678": "Tripoli",
  "+50581234567": "Managua",
  "+211912345678": "Juba",
  "+37061234567": "Vilnius",
  "+8613812345678": "Shanghai",
  "+971501234567": "Dubai",
  "+17875552345": "Puerto_Rico",
  "+16715552345": "Guam",
  "+12684601234": "Antigua",
});
promise("a number of no place has no zone: toll-free, satellite, an area code that is in no list", {
  "+18002345678": "",
  "+15002345678": "",
  "+14572345678": "",
  "+8001234567890": "",
  "+870773111632": "",
  "+12": "",
});

Deno.test("an area code tells its state or province, more than one where they share it, and the country by it", () => {
  const place = (number: string) => {
    const { country, regions, zoneSource } = describeNumber(number);
    return [country, regions.join(" "), zoneSource].join(" ").trim();
  };
  assert.equal(place("+13055552345"), "US US-FL number");
  assert.equal(place("+19025552345"), "CA CA-NS CA-PE number");
  assert.equal(place("+18675552345"), "CA CA-NT CA-NU CA-YT number");
  assert.equal(place("+17875552345"), "PR  country");
  assert.equal(place("+919876543210"), "IN  country");
  assert.equal(place("+18002345678"), "number");
  assert.equal(place("+14572345678"), "number");
});

const lists = prefixZones.flatMap((line) => {
  const [prefixes = "", zones = ""] = line.split(" = ");
  return prefixes.split(" ").map((prefix) => ({ prefix, zones: zones.split(" ") }));
});

Deno.test("no prefix names a zone that is not one of its country's", () => {
  const strange = lists.filter(({ prefix, zones }) => {
    const country = findCountry(prefix) ?? "";
    return !zones.every((zone) => zoneCountries[zone]?.includes(country));
  });
  assert.deepEqual(strange, []);
});

Deno.test("each area code that straddles zones has two at least, and they are zones of its region", () => {
  const codes = straddling.flatMap(({ prefixes }) => prefixes.split(" "));
  assert.ok(codes.length > 40);
  for (const code of codes) {
    const { regions, zones } = describeNumber(`+${code}5552345`);
    assert.ok(zones.length >= 2, `${code} has ${zones.join()}`);
    for (const region of regions) assert.ok(regionZones[region], `${region} has no zones`);
  }
});

Deno.test("every country that has numbers has zones, and the runtime knows every zone", () => {
  assert.deepEqual(getCountries().filter((country) => countryZones[country] === undefined), []);
  const zones = [
    ...Object.values(countryZones),
    ...Object.values(regionZones),
    ...lists.map(({ zones }) => zones),
  ];
  for (const zone of new Set(zones.flat())) new Intl.DateTimeFormat("en", { timeZone: zone });
});

/** A zone that is newer than the runtime's data is nobody's own way yet. */
function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** Local times at 48 moments of the years 2027 to 2030: alike where clocks go alike. */
function describeClock(zone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return Array.from({ length: 48 }, (_, month) => clock.format(Date.UTC(2027, month, 15, 12))).join();
}

Deno.test("a country's zones are all the ways in which clocks go there, but for places that share its law only in name", () => {
  // Xinjiang's own time is not China's law, Crimea has Russian numbers, and nobody lives at Macquarie; 50 people live by Eucla.
  const leftOut = new Set([
    "Asia/Urumqi",
    "Asia/Kashgar",
    "Europe/Simferopol",
    "Antarctica/Macquarie",
    "Australia/Eucla",
  ]);
  const missing = Object.entries(countryZones).flatMap(([country, listed]) => {
    const known = new Set(listed.map(describeClock));
    return Object.keys(zoneCountries).filter((zone) =>
      zoneCountries[zone]?.includes(country) && !leftOut.has(zone) && isKnown(zone) &&
      !known.has(describeClock(zone))
    ).map((zone) => `${country}: ${zone}`);
  });
  assert.deepEqual(missing, []);
});
