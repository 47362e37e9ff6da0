import { listMigrationNames } from "../schema/migration-history.ts";
import { runGit } from "../schema/run-git.ts";
import { StackError } from "../stack/stack-error.ts";
import { makePack } from "./make-pack.ts";
import { readPolicy } from "./read-policy.ts";
import { renderPack } from "./render-pack.ts";

const directory = "supabase/migrations";

/**
 * Writes the migration that loads the data of `root`'s supabase/policy and gives its path; undefined: the newest one does
 * already. One of the same version that is not committed yet is written anew; a committed one never changes, so that a
 * changed pack needs a new version (StackError).
 */
export async function writePackMigration(root: string, now: Date): Promise<string | undefined> {
  const { version, text } = await readPack(root);
  const newest = await findNewest(root);
  if (newest !== undefined && await readMigration(root, newest) === text) return undefined;
  const suffix = `_policy_pack_${version.replaceAll(".", "_")}.sql`;
  if (newest?.endsWith(suffix)) {
    const committed = await runGit(root, "ls-files", `${directory}/${newest}`);
    if (committed !== "") {
      throw new StackError(
        `${newest} is committed and would change: give the pack a new version in supabase/policy/pack.json.`,
      );
    }
    await Deno.remove(`${root}/${directory}/${newest}`);
  }
  const path = `${directory}/${nextNumber(await listMigrationNames(root), now)}${suffix}`;
  await Deno.writeTextFile(`${root}/${path}`, text);
  return path;
}

/** Nothing, or a line that says that the newest pack in the migrations is not what the data make. */
export async function findStalePack(root: string): Promise<string[]> {
  const { text } = await readPack(root);
  const newest = await findNewest(root);
  if (newest !== undefined && await readMigration(root, newest) === text) return [];
  return [
    `${newest ?? "no migration"} is not what supabase/policy makes: run \`deno task policy\`, ` +
    "with a new version in pack.json if that pack has landed.",
  ];
}

/** Nothing, or a line that says that the holidays of the pack end within thirteen months. */
export async function findEndingHolidays(root: string, now: Date): Promise<string[]> {
  const { pack } = await readPolicy(`${root}/supabase/policy`);
  const needed = new Date(now);
  needed.setUTCMonth(needed.getUTCMonth() + 13);
  if (needed.getUTCFullYear() <= pack.holidays.last_year) return [];
  return [
    `The pack's holidays end with ${pack.holidays.last_year}: raise last_year in supabase/policy/pack.json.`,
  ];
}

async function readPack(root: string): Promise<{ version: string; text: string }> {
  const pack = makePack(await readPolicy(`${root}/supabase/policy`));
  return { version: pack.version, text: await renderPack(pack) };
}

async function findNewest(root: string): Promise<string | undefined> {
  return (await listMigrationNames(root)).findLast((name) => /_policy_pack_[0-9_]+\.sql$/.test(name));
}

async function readMigration(root: string, name: string): Promise<string> {
  return await Deno.readTextFile(`${root}/${directory}/${name}`);
}

/** One more than the last where clocks disagree: a migration that comes before it would never be applied. */
function nextNumber(names: readonly string[], now: Date): number {
  const time = Number(now.toISOString().replaceAll(/\D/g, "").slice(0, 14));
  return Math.max(time, Number.parseInt(names.at(-1) ?? "0") + 1);
}
