import { readTextIfThere } from "../stack/private-file.ts";
import { listMigrationNames, readMigrationHistory } from "./migration-history.ts";

/**
 * A committed migration never changes: somewhere there is a database that has taken it as it was. One line for each that
 * has other text than in the commit that added it, that is gone, or that comes before one which was there already (a
 * database that has that one would never take it). Whoever has not landed yet rewrites the own commit.
 */
export async function findChangedMigrations(root: string): Promise<string[]> {
  const history = await readMigrationHistory(root);
  const problems: string[] = [];
  for (const { fileName, commit, text } of history) {
    const now = await readTextIfThere(`${root}/supabase/migrations/${fileName}`);
    const since = `commit ${commit.slice(0, 10)} added it`;
    if (now === undefined) {
      problems.push(`${fileName} is gone since ${since}: bring it back, and undo it in a new migration.`);
    } else if (now !== text) {
      problems.push(
        `${fileName} was changed since ${since}: bring its text back, and write a new migration.`,
      );
    }
  }
  return [...problems, ...await findMisplaced(root, history.map(({ fileName }) => fileName))];
}

async function findMisplaced(root: string, committed: readonly string[]): Promise<string[]> {
  const uncommitted = (await listMigrationNames(root)).filter((name) => !committed.includes(name));
  const problems: string[] = [];
  let latest = "";
  for (const fileName of [...committed, ...uncommitted]) {
    if (fileName < latest) {
      problems.push(`${fileName} was added after ${latest} and comes before it: name it by a later time.`);
    } else {
      latest = fileName;
    }
  }
  return problems;
}
