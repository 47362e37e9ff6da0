import type { NewDatabase } from "../stack/throw-away-server.ts";
import { compareDescriptions, describeDatabase } from "./describe-database.ts";
import type { Differ } from "./diff-databases.ts";

interface NamedDatabase extends NewDatabase {
  name: string;
}

/**
 * Are two databases the same, by the platform's differ and by our own listing of everything? Each sees what the other
 * might not. One line for each difference.
 */
export async function findDifferences(
  from: NamedDatabase,
  to: NamedDatabase,
  differ: Differ,
): Promise<string[]> {
  const statements = await differ(from.url, to.url);
  return [
    ...(statements === ""
      ? []
      : [`from ${from.name} to ${to.name} by the platform's differ:\n${statements}`]),
    ...compareDescriptions(
      [from.name, await describeDatabase(from.sql)],
      [to.name, await describeDatabase(to.sql)],
    ),
  ];
}
