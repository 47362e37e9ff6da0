import assert from "node:assert/strict";
import postgres from "postgres";
import { z } from "zod";
import { withThrowAwayDatabase } from "../../local/stack/throw-away-database.ts";
import { countryZones, regionZones, zoneCountries } from "../../local/zones/zone-facts.ts";

const facts = z.array(z.object({ name: z.string(), list: z.array(z.string()) }));
const unknownRows = z.array(z.object({ zone: z.string() }));

Deno.test("the facts about zones in the database are those of local/zones, and Postgres knows every zone that a number may have", async () => {
  await withThrowAwayDatabase(async (dbUrl) => {
    const sql = postgres(dbUrl, { max: 1, onnotice: () => {} });
    try {
      const read = async (table: string, name: string, list: string) => {
        const rows = facts.parse(
          await sql.unsafe(`select ${name} as name, ${list} as list from private.${table}`),
        );
        return Object.fromEntries(rows.map(({ name, list }) => [name, list]));
      };
      assert.deepEqual(await read("time_zones", "zone", "countries"), zoneCountries, "run `deno task zones`");
      assert.deepEqual(await read("region_zones", "region", "zones"), regionZones, "run `deno task zones`");
      const zones = [...Object.values(countryZones), ...Object.values(regionZones)].flat();
      const unknown = unknownRows.parse(
        await sql`select zone from unnest(${zones}::text[]) zone where not private.is_time_zone(zone)`,
      );
      assert.deepEqual(unknown, []);
    } finally {
      await sql.end();
    }
  });
});
