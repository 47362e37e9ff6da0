/** What a file can say of a contact. */
export type AudienceColumn = "phone" | "name" | "contact_id" | "time_zone" | "country";
type NamePart = "full_name" | "first_name" | "last_name";
export type ColumnNames = Partial<Record<AudienceColumn, string>>;

/** Where each is found in a record; a name may be in two, a number in the first that is filled. */
export type ColumnPlaces = Record<AudienceColumn, readonly number[]>;
export type FoundColumns = { ok: true; places: ColumnPlaces } | {
  ok: false;
  field: AudienceColumn;
  message: string;
};

/**
 * What columns are called in the spreadsheets of clinics, shops and call centres and in HubSpot's exports, most telling first;
 * written in any case, with or without accents, blanks, hyphens and underscores. A bare `number` is no name of a phone: it may
 * be a customer's.
 */
const known: Readonly<Record<Exclude<AudienceColumn, "name"> | NamePart | "name", readonly string[]>> = {
  phone: [
    ...[
      "contact phone",
      "phone e164",
      "e164",
      "msisdn",
      "mobile phone number",
      "mobile number",
      "mobile phone",
    ],
    ...[
      "mobile",
      "cell phone",
      "cellphone",
      "cell",
      "cell number",
      "whatsapp phone number",
      "whatsapp number",
    ],
    ...["whatsapp", "phone number", "phone", "telephone number", "telephone", "tel", "contact number"],
    ...[
      "mobilnummer",
      "mobiltelefon",
      "mobil",
      "handynummer",
      "handy",
      "telefonnummer",
      "telefon",
      "rufnummer",
    ],
    ...["telephone portable", "telephone mobile", "numero de portable", "portable", "numero de telephone"],
    ...["telefono movil", "numero de movil", "movil", "celular", "numero de celular", "numero de telefono"],
    ...["telefono", "telemovel", "numero de telemovel", "numero de telefone", "telefone"],
    ...["cellulare", "numero di cellulare", "numero di telefono", "mobiel nummer", "mobiel", "gsm"],
    ...["telefoonnummer", "telefoon", "telefon komorkowy", "komorka", "numer telefonu"],
    ...[
      "cep telefonu",
      "telefon numarasi",
      "मोबाइल नंबर",
      "मोबाइल",
      "फोन नंबर",
      "फोन",
      "رقم الجوال",
      "رقم الهاتف",
    ],
    ...["手机号码", "手机号", "手机", "电话号码", "电话", "携帯電話", "電話番号"],
  ],
  full_name: [
    ...["contact name", "full name", "patient name", "customer name", "client name", "display name"],
    ...["vollstandiger name", "nom complet", "nombre completo", "nombre y apellidos", "nome completo"],
    ...[
      "nome e cognome",
      "volledige naam",
      "imie i nazwisko",
      "ad soyad",
      "पूरा नाम",
      "الاسم الكامل",
      "姓名",
      "氏名",
    ],
  ],
  name: [
    ...["name", "contact", "patient", "customer", "client", "kunde", "kundin", "patientin", "kontakt", "nom"],
    ...[
      "nombre",
      "cliente",
      "paciente",
      "nome",
      "paziente",
      "naam",
      "klant",
      "nazwa",
      "isim",
      "नाम",
      "الاسم",
      "名前",
    ],
  ],
  first_name: [
    ...[
      "first name",
      "firstname",
      "given name",
      "forename",
      "vorname",
      "prenom",
      "primeiro nome",
      "voornaam",
    ],
    ...["imie", "पहला नाम"],
  ],
  last_name: [
    ...["last name", "lastname", "surname", "family name", "nachname", "familienname", "nom de famille"],
    ...[
      "apellidos",
      "apellido",
      "sobrenome",
      "apelido",
      "cognome",
      "achternaam",
      "nazwisko",
      "soyad",
      "उपनाम",
    ],
  ],
  contact_id: [
    ...[
      "contact id",
      "record id",
      "hubspot id",
      "hubspot contact id",
      "hs object id",
      "id",
      "crm id",
      "patient id",
    ],
    ...["customer id", "client id", "external id", "kontakt id", "kunden id", "kundennummer", "patienten id"],
    ...[
      "id contact",
      "id client",
      "id patient",
      "id de contacto",
      "id contacto",
      "id cliente",
      "id paciente",
    ],
    ...["id do contato", "id contatto", "klant id", "id klienta"],
  ],
  time_zone: [
    ...["time zone", "timezone", "tz", "zeitzone", "fuseau horaire", "zona horaria", "huso horario"],
    ...["fuso horario", "fuso orario", "tijdzone", "strefa czasowa", "saat dilimi", "समय क्षेत्र", "时区"],
  ],
  country: [
    ...["contact country", "country", "country region", "country code", "land", "landercode", "pays", "pais"],
    ...["paese", "nazione", "kraj", "ulke", "देश", "الدولة", "国家", "国"],
  ],
};

/**
 * Finds the columns by the names in the first record, or by those that the caller gives, which must be there. Without a column
 * of numbers there is no audience.
 */
export function findAudienceColumns(header: readonly string[], given: ColumnNames = {}): FoundColumns {
  const plainHeader = header.map(plain);
  const missing = wanted.find((column) => {
    const name = given[column];
    return name !== undefined && placeOf(header, plainHeader, name) === undefined;
  });
  if (missing) return { ok: false, field: missing, message: noSuchColumn(header, given[missing] ?? "") };
  const taken = new Set<number>();
  const placesOf = (column: AudienceColumn, find: () => number[]) => {
    const place = given[column] === undefined ? undefined : placeOf(header, plainHeader, given[column]);
    const places = place === undefined ? find().filter((found) => !taken.has(found)) : [place];
    for (const found of places) taken.add(found);
    return places;
  };
  const first = (names: readonly string[]) => findAll(plainHeader, names).slice(0, 1);
  // What the caller names is nobody else's, whatever it is called.
  for (const column of wanted) if (given[column] !== undefined) placesOf(column, () => []);
  const places = {
    phone: placesOf("phone", () => findAll(plainHeader, known.phone)),
    contact_id: placesOf("contact_id", () => first(known.contact_id)),
    time_zone: placesOf("time_zone", () => first(known.time_zone)),
    country: placesOf("country", () => first(known.country)),
    name: placesOf("name", () => findName(plainHeader)),
  };
  if (places.phone.length > 0) return { ok: true, places };
  return { ok: false, field: "phone", message: noPhoneColumn(header) };
}

const wanted = ["phone", "name", "contact_id", "time_zone", "country"] as const;

/** A whole name, else first and last; in some languages the first or the last is just called name. */
function findName(header: readonly string[]): number[] {
  const [full] = findAll(header, known.full_name);
  if (full !== undefined) return [full];
  const [name] = findAll(header, known.name);
  const [first] = findAll(header, known.first_name);
  const [last] = findAll(header, known.last_name);
  if (first !== undefined && last !== undefined) return [first, last];
  return [first, name, last].filter((place) => place !== undefined);
}

function findAll(header: readonly string[], names: readonly string[]): number[] {
  return names.map((name) => header.indexOf(name)).filter((place) => place >= 0);
}

function placeOf(
  header: readonly string[],
  plainHeader: readonly string[],
  name: string,
): number | undefined {
  const exact = header.indexOf(name.trim());
  const place = exact >= 0 ? exact : plainHeader.indexOf(plain(name));
  return place >= 0 ? place : undefined;
}

/** One writing of a name: lower case, without marks, whatever divides its words a blank. */
function plain(name: string): string {
  return name.normalize("NFKD").replaceAll(/[\u0300-\u036f\u093c]/g, "").toLowerCase()
    .replaceAll("ı", "i").replaceAll("ł", "l").replaceAll(/[\s_\-./:()#*]+/g, " ").trim();
}

function noSuchColumn(header: readonly string[], name: string): string {
  return `There is no column "${name.slice(0, 100)}". ${listColumns(header)}`;
}

function noPhoneColumn(header: readonly string[]): string {
  return `No column is known as one of phone numbers: name it with ?phone=. ${listColumns(header)}`;
}

/** Names alone: a first line that holds a number is no header, and is not repeated. */
function listColumns(header: readonly string[]): string {
  if (header.some((name) => name.replaceAll(/\D/g, "").length >= 6)) {
    return "The first line must hold the names of the columns, and seems to hold a contact.";
  }
  const names = header.filter((name) => name !== "").slice(0, 20).map((name) => `"${name.slice(0, 50)}"`);
  return names.length === 0 ? "The file is empty." : `The file has ${names.join(", ")}.`;
}
