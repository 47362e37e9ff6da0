/** Which project the page speaks to; read from `config.json` beside it, so that one build serves every project. */
export interface Config {
  /** The project: `/auth/v1` and `/rest/v1` lie under it. */
  apiUrl: string;
  functionsUrl: string;
  publishableKey: string;
  /** The project has Realtime, which wakes the polling. */
  realtime: boolean;
  /** What the whole is called. */
  name: string;
}

/** What is wrong with config.json. `field` is null where the file itself is missing or no JSON. */
export class ConfigProblem extends Error {
  constructor(readonly field: keyof Config | null) {
    super(`config.json: ${field ?? "not readable"}`);
  }
}

/** Throws ConfigProblem naming the first field that is missing or wrong. Addresses may be relative to `base`. */
export function parseConfig(given: unknown, base: string): Config {
  if (typeof given !== "object" || given === null) throw new ConfigProblem(null);
  const read = (field: keyof Config): unknown => Reflect.get(given, field);
  const text = (field: keyof Config): string => {
    const value = read(field);
    if (typeof value !== "string" || value.trim() === "") throw new ConfigProblem(field);
    return value.trim();
  };
  const address = (field: keyof Config): string => {
    const value = text(field);
    if (!URL.canParse(value, base)) throw new ConfigProblem(field);
    const url = new URL(value, base);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new ConfigProblem(field);
    return url.href.replace(/\/+$/, "");
  };
  const publishableKey = text("publishableKey");
  // A page is read by everybody: the key that opens everything has no place in it.
  if (/^sb_secret_/.test(publishableKey)) throw new ConfigProblem("publishableKey");
  const realtime = read("realtime") ?? false;
  if (typeof realtime !== "boolean") throw new ConfigProblem("realtime");
  return {
    apiUrl: address("apiUrl"),
    functionsUrl: address("functionsUrl"),
    publishableKey,
    realtime,
    name: text("name"),
  };
}
