import assert from "node:assert/strict";
import type { ContactTerms } from "../../supabase/functions/_shared/contacts/contact-terms.ts";
import { listContactProperties } from "../../supabase/functions/_shared/contacts/contact-terms.ts";
import { readHubspotContact } from "../../supabase/functions/_shared/contacts/to-contact.ts";

const terms: ContactTerms = {
  properties: {
    checkup: "last_checkup_date",
    phone: "phone",
    mobile: "mobilephone",
    time_zone: "hs_timezone",
    language: "hs_language",
    owner: "hubspot_owner_id",
    do_not_call: "do_not_call",
    more_checkups: ["eye_check"],
  },
  property_types: { last_checkup_date: "date", eye_check: "datetime" },
  portal_time_zone: "America/New_York",
  default_country: null,
  allowed_number_kinds: [],
};

const read = (properties: Record<string, string | null>, change: Partial<ContactTerms> = {}) =>
  readHubspotContact({ id: "101", properties }, { ...terms, ...change });

Deno.test("a contact without a name is known by its number in HubSpot, and a name is cut at 200 characters", () => {
  assert.equal(read({ firstname: " Asha ", lastname: null }).contact_name, "Asha");
  assert.equal(read({}).contact_name, "Contact 101");
  assert.equal(read({ firstname: " \t", lastname: "" }).contact_name, "Contact 101");
  const long = read({ firstname: "x".repeat(198), lastname: "😀😀" }).contact_name;
  assert.equal(Array.from(long).length, 200);
  assert.equal(read({ firstname: "😀".repeat(300) }).contact_name, "😀".repeat(200));
});

Deno.test("what Postgres refuses in a text never reaches it", () => {
  assert.equal(read({ firstname: "A\u0000b\u0007c", lastname: "\ud800" }).contact_name, "A b c \ufffd");
  assert.deepEqual(read({ country: "\u0000", state: "Goa\u0000" }).properties, { state: "Goa" });
});

Deno.test("a name shows what it is: what turns the writing goes, what joins Indic letters stays", () => {
  assert.equal(read({ firstname: "Asha\u202e", lastname: "\u2066oaR\u2069" }).contact_name, "Asha oaR");
  assert.equal(read({ firstname: "क्\u200dष", lastname: "\u200eRao" }).contact_name, "क्\u200dष \u200eRao");
  assert.equal(read({ firstname: "\u200b\u2060", lastname: "\u202e" }).contact_name, "Contact 101");
  assert.deepEqual(read({ city: "\u3164", state: "\u202dGoa" }).properties, { state: "Goa" });
});

Deno.test("where the number rings and where the contact lives are told apart, and an address without a country is the number's", () => {
  const place = (properties: Record<string, string>) => {
    const { phone_country, phone_regions, phone_zones, phone_zone_source, ...contact } = read(properties);
    return [
      phone_country,
      phone_regions,
      phone_zones,
      phone_zone_source,
      contact.address_country,
      contact.address_region,
    ]
      .flat().join(" ");
  };
  const phone = "+18505552345";
  const florida = "US US-FL America/Chicago America/New_York number";
  assert.equal(place({ phone, country: "USA", state: "Georgia" }), `${florida} US US-GA`);
  assert.equal(place({ phone, state: "FL" }), `${florida} US US-FL`);
  assert.equal(place({ phone, zip: "36101" }), `${florida} US US-AL`);
  assert.equal(place({ phone, state: "somewhere" }), `${florida}  `);
  assert.equal(place({ phone, country: "Atlantis", state: "FL" }), `${florida}  `);
  assert.equal(place({ country: "India", state: "Goa" }), "  IN ");
});

Deno.test("the mobile number comes before the other, and a number that is none is invalid, not missing", () => {
  const both = read({ mobilephone: "+91 98765 43210", phone: "+912226543210" });
  assert.deepEqual([both.phone, both.phone_problem], ["+919876543210", null]);
  assert.equal(read({ mobilephone: "later", phone: "+91 22 2654 3210" }).phone, "+912226543210");
  assert.deepEqual([
    read({ phone: "ask at reception" }).phone,
    read({ phone: "ask at reception" }).phone_problem,
  ], [
    null,
    "invalid",
  ]);
  assert.equal(read({ phone: "+9112" }).phone_problem, "invalid");
  assert.equal(read({ phone: " ", mobilephone: null }).phone_problem, "missing");
  assert.equal(
    read({ mobilephone: "+919876543210" }, { properties: { ...terms.properties, mobile: null } }).phone,
    null,
  );
});

Deno.test("a number without a country code is read by the contact's country, then by the organisation's default", () => {
  const national = { phone: "098765 43210" };
  assert.equal(read(national).phone_problem, "invalid");
  for (const country of ["IN", "in", "India", " india "]) {
    assert.equal(read({ ...national, country }).phone, "+919876543210", country);
  }
  assert.equal(read(national, { default_country: "IN" }).phone, "+919876543210");
  assert.equal(
    read({ phone: "(570) 555-2368", country: "USA" }, { default_country: "IN" }).phone,
    "+15705552368",
  );
  assert.equal(read({ ...national, country: "Atlantis" }, { default_country: "IN" }).phone, "+919876543210");
  // A number of another country is never bent into one of the default's.
  assert.equal(
    read({ phone: "9495550123", country: "United States" }, { default_country: "IN" }).phone,
    "+19495550123",
  );
});

Deno.test("a special number is none to call, unless it is allowed or there is another", () => {
  const premium = { phone: "+449012345678" };
  assert.deepEqual([read(premium).phone, read(premium).phone_problem], [null, "special"]);
  assert.equal(read({ ...premium, mobilephone: "nonsense" }).phone_problem, "special");
  assert.equal(read({ phone: "+919876543210", mobilephone: premium.phone }).phone, "+919876543210");
  assert.equal(read(premium, { allowed_number_kinds: ["GB:PREMIUM_RATE"] }).phone, premium.phone);
});

Deno.test("a time zone slug becomes its IANA name, and what is no zone none", () => {
  const zone = (hs_timezone: string | null) => read({ hs_timezone }).time_zone;
  assert.equal(zone("america_slash_new_york"), "America/New_York");
  assert.equal(zone("america_slash_port_hyphen_au_hyphen_prince"), "America/Port-au-Prince");
  assert.equal(zone("us_slash_pacific"), "America/Los_Angeles");
  assert.equal(zone("asia_slash_kolkata"), "Asia/Kolkata");
  assert.equal(zone("asia_slash_calcutta"), "Asia/Kolkata");
  assert.equal(zone("america_slash_argentina_slash_buenos_aires"), "America/Argentina/Buenos_Aires");
  assert.equal(zone("Europe/Berlin"), "Europe/Berlin");
  assert.equal(zone("utc"), "UTC");
  for (const none of ["mars_slash_phobos", "+05:30", "EST", "", "x".repeat(500), null]) {
    assert.equal(zone(none), null);
  }
});

Deno.test("a language is kept in its usual form, and nonsense is none", () => {
  const language = (hs_language: string) => read({ hs_language }).language;
  assert.equal(language("en-in"), "en-IN");
  assert.equal(language("pt_br"), "pt-BR");
  for (const none of ["", "english!", "en-", "e", "en-in-x"]) assert.equal(language(none), null, none);
});

Deno.test("only a clear no lets a contact be called", () => {
  const flag = (do_not_call: string | null) => read({ do_not_call }).do_not_call;
  for (const no of [null, "", " ", "false", "FALSE", "no", "0"]) assert.equal(flag(no), false, String(no));
  for (const yes of ["true", "TRUE", "yes", "1", "please not"]) assert.equal(flag(yes), true, yes);
  assert.equal(
    read({ do_not_call: "true" }, { properties: { ...terms.properties, do_not_call: null } }).do_not_call,
    false,
  );
});

Deno.test("further check-up dates are kept as days, and one that cannot be read is kept as that, never as its text", () => {
  const cached = (eye_check: string | null) => read({ eye_check }).properties.eye_check;
  assert.equal(cached("2026-05-02T03:30:00Z"), "2026-05-01");
  assert.equal(cached("next Tuesday"), "unreadable");
  assert.equal(cached(null), undefined);
});

Deno.test("merged records are named by their ids, without the contact itself and without nonsense", () => {
  assert.deepEqual(read({ hs_merged_object_ids: "55;101; 56;55;x;0;" }).merged_ids, ["55", "56"]);
  assert.deepEqual(read({ hs_merged_object_ids: null }).merged_ids, []);
});

Deno.test("the moment of the last change is a time of day in UTC, whatever form it came in", () => {
  const at = (lastmodifieddate: string | null) => read({ lastmodifieddate }).hubspot_modified_at;
  assert.equal(at("2026-05-01T10:00:00.5Z"), "2026-05-01T10:00:00.500Z");
  assert.equal(at("1777629600000"), "2026-05-01T10:00:00.000Z");
  assert.equal(at("whenever"), null);
});

Deno.test("a record without properties is kept with the reason, under its id", () => {
  const broken = readHubspotContact({ id: "7", properties: {}, readable: false }, terms);
  assert.match(broken.problem ?? "", /without its properties/);
  assert.deepEqual([broken.contact_id, broken.phone, broken.phone_problem], ["7", null, "missing"]);
});

Deno.test("HubSpot is asked for everything that is read, each property once", () => {
  const asked = listContactProperties(terms);
  for (
    const name of [
      "hs_object_id",
      "lastmodifieddate",
      "hs_merged_object_ids",
      "eye_check",
      "country",
      "firstname",
    ]
  ) {
    assert.ok(asked.includes(name), name);
  }
  assert.equal(new Set(asked).size, asked.length);
});
