import assert from "node:assert/strict";
import {
  type ColumnNames,
  findAudienceColumns,
} from "../../supabase/functions/_shared/campaigns/audience-columns.ts";
import {
  type AudienceRow,
  readAudienceRow,
} from "../../supabase/functions/_shared/campaigns/read-audience-row.ts";
import { readCountry } from "../../supabase/functions/_shared/contacts/country.ts";

/** Which of a header's columns are taken for what, by their names. */
function find(header: string, given?: ColumnNames) {
  const names = header.split(",");
  const found = findAudienceColumns(names, given);
  if (!found.ok) return `${found.field}: ${found.message}`;
  const filled = Object.entries(found.places).filter(([, places]) => places.length > 0);
  return Object.fromEntries(
    filled.map(([column, places]) => [column, places.map((at) => names[at]).join("+")]),
  );
}

const terms = { allowedKinds: [], readCountry };
function read(cells: Partial<Omit<AudienceRow, "line">> & { phone?: string }, country?: string) {
  const { phone = "+919876543210", ...rest } = cells;
  const row = { line: 7, phones: [phone], name: "", contact_id: "", time_zone: "", country: "", ...rest };
  return readAudienceRow(row, { ...terms, ...(country !== undefined && { country }) });
}

Deno.test("columns are known by their names in many languages and writings", () => {
  const headers: [header: string, columns: Record<string, string>][] = [
    ["Name,Phone", { phone: "Phone", name: "Name" }],
    ["contact_id,contact_name,contact_phone", {
      phone: "contact_phone",
      name: "contact_name",
      contact_id: "contact_id",
    }],
    ["Record ID,First Name,Last Name,Mobile Phone Number,Time zone,Country/Region", {
      phone: "Mobile Phone Number",
      name: "First Name+Last Name",
      contact_id: "Record ID",
      time_zone: "Time zone",
      country: "Country/Region",
    }],
    ["Vorname,Name,Handy-Nr,Mobilnummer,Land", {
      phone: "Mobilnummer",
      name: "Vorname+Name",
      country: "Land",
    }],
    ["Prénom,Nom,Téléphone,Pays", { phone: "Téléphone", name: "Prénom+Nom", country: "Pays" }],
    ["NOMBRE,APELLIDOS,MÓVIL,PAÍS", { phone: "MÓVIL", name: "NOMBRE+APELLIDOS", country: "PAÍS" }],
    ["Imię,Nazwisko,Telefon komórkowy", { phone: "Telefon komórkowy", name: "Imię+Nazwisko" }],
    ["नाम,फ़ोन नंबर,देश", { phone: "फ़ोन नंबर", name: "नाम", country: "देश" }],
    ["Full name,First name,Last name,Tel.", { phone: "Tel.", name: "Full name" }],
  ];
  for (const [header, columns] of headers) assert.deepEqual(find(header), columns, header);
});

Deno.test("of several columns of numbers the most telling comes first, a mobile before a landline", () => {
  assert.deepEqual(find("Phone,Mobile,Name"), { phone: "Mobile+Phone", name: "Name" });
});

Deno.test("columns that are named are taken whatever they are called, and must be there", () => {
  assert.deepEqual(find("Name,Who,Mobile,Line", { phone: "Line", name: "who" }), {
    phone: "Line",
    name: "Who",
  });
  assert.deepEqual(find("Name,Phone", { phone: "Name" }), { phone: "Name" }, "no column is two things");
  assert.equal(
    find("A,Phone", { time_zone: "Zone" }),
    'time_zone: There is no column "Zone". The file has "A", "Phone".',
  );
});

Deno.test("a file without a column of numbers is refused with the names it has, and with no number", () => {
  assert.equal(
    find("A,B,Number"),
    'phone: No column is known as one of phone numbers: name it with ?phone=. The file has "A", "B", "Number".',
  );
  assert.equal(
    find("+919876543210,Asha"),
    "phone: No column is known as one of phone numbers: name it with ?phone=. " +
      "The first line must hold the names of the columns, and seems to hold a contact.",
  );
  assert.match(String(find("")), /The file is empty/);
});

Deno.test("a row is a contact, or the line, field and reason why not", () => {
  assert.deepEqual(
    read({ name: " Asha\u202e  Rao ", contact_id: " 12 ", time_zone: "Asia/Kolkata", country: "India" }),
    { line: 7, e164: "+919876543210", name: "Asha  Rao", contact_id: "12", time_zone: "Asia/Kolkata" },
  );
  const wrong: [cells: Parameters<typeof read>[0], field: string][] = [
    [{ phone: "" }, "phone"],
    [{ phone: "4.91988E+11" }, "phone"],
    [{ phone: "+91123" }, "phone"],
    [{ time_zone: "IST" }, "time_zone"],
    [{ time_zone: "Asia/Atlantis" }, "time_zone"],
    [{ phone: "9876543210", country: "Atlantis" }, "country"],
    [{ contact_id: "x".repeat(129) }, "contact_id"],
  ];
  for (const [cells, field] of wrong) {
    const row = read(cells);
    assert.ok("reason" in row, JSON.stringify(cells));
    assert.deepEqual([row.line, row.field], [7, field]);
    assert.doesNotMatch(row.reason, /\d{5}/, "no number in a reason");
  }
});

Deno.test("a row's country reads its national number, and before that of the whole file", () => {
  const e164 = (row: ReturnType<typeof read>) => "e164" in row ? row.e164 : row.reason;
  for (const country of ["in", "India", "Indien", "Inde", "भारत"]) {
    assert.equal(e164(read({ phone: "9876543210", country }, "GB")), "+919876543210", country);
  }
  assert.equal(e164(read({ phone: "020 7946 0000" }, "GB")), "+442079460000");
  assert.equal(e164(read({ country: "Nowhere" })), "+919876543210", "an international number needs none");
});

Deno.test("the first cell that can be called is taken, and without one the first that holds anything is explained", () => {
  const row = read({ phones: ["", "n/a", "+919876543210"] });
  assert.equal("e164" in row && row.e164, "+919876543210");
  const bad = read({ phones: ["", "1E+11", "n/a"] });
  assert.ok("reason" in bad && bad.reason.includes("lost digits"));
});

Deno.test("a contact without a name goes by its id, and without one by the last digits", () => {
  const name = (row: ReturnType<typeof read>) => "name" in row ? row.name : row.reason;
  assert.equal(name(read({ contact_id: "77" })), "Contact 77");
  assert.equal(name(read({ name: "\u200b" })), "Contact ••••3210");
  assert.equal([...name(read({ name: "🙂".repeat(300) }))].length, 200);
});
