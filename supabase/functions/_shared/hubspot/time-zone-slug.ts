/** Names that newer editions of the time zone database use, by those that the runtime still gives. */
const newerNames: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
};

const known = new Map<string, string | null>();
/** More different values than there are zones are nonsense from outside: they are not remembered. */
const mostKnown = 1_000;

/**
 * The IANA name behind HubSpot's slug, such as `america_slash_port_hyphen_au_hyphen_prince`, or behind an IANA name in any
 * case. Null for what is no zone.
 */
export function readTimeZone(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? "";
  if (text === "") return null;
  const before = known.get(text);
  if (before !== undefined) return before;
  const name = resolve(text.replaceAll("_slash_", "/").replaceAll("_hyphen_", "-").replaceAll("_plus_", "+"));
  if (known.size < mostKnown) known.set(text, name);
  return name;
}

function resolve(name: string): string | null {
  // Offsets and abbreviations are no places: they know no summer time.
  if (name !== "utc" && !/^[a-z]+(\/[a-z0-9_+-]+){1,2}$/.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return newerNames[timeZone] ?? timeZone;
  } catch {
    return null;
  }
}
