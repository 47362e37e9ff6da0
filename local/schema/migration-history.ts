import { StackError } from "../stack/stack-error.ts";
import { runGit, splitLines } from "./run-git.ts";

const directory = "supabase/migrations";

export interface CommittedMigration {
  fileName: string;
  /** The commit that added it. */
  commit: string;
  /** Its text there. */
  text: string;
}

/** The migrations that lie in `root` now, by name. */
export async function listMigrationNames(root: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(`${root}/${directory}`)) {
    if (entry.name.endsWith(".sql")) names.push(entry.name);
  }
  return names.sort();
}

/**
 * What git knows of the migrations, in the order of their adding: the baseline (the first one by name) and everything
 * added since. Empty when the baseline is not committed yet. Throws StackError on a clone without its whole history.
 */
export async function readMigrationHistory(root: string): Promise<CommittedMigration[]> {
  if ((await runGit(root, "rev-parse", "--is-shallow-repository")).trim() === "true") {
    throw new StackError(
      "This clone has no history to judge the migrations by: run `git fetch --unshallow` first.",
    );
  }
  const [baseline] = await listMigrationNames(root);
  if (baseline === undefined) throw new StackError(`There is no migration in ${directory}.`);
  const [start] = await listAdditions(root, "HEAD", `${directory}/${baseline}`);
  if (start === undefined) return [];
  // A name that was given away and used again was added first where it was added first.
  const added = new Map<string, string>();
  for (
    const { fileName, commit } of [start, ...await listAdditions(root, `${start.commit}..HEAD`, directory)]
  ) {
    if (!added.has(fileName)) added.set(fileName, commit);
  }
  return await Promise.all([...added].map(async ([fileName, commit]) => ({
    fileName,
    commit,
    text: await runGit(root, "show", `${commit}:${directory}/${fileName}`),
  })));
}

/** Oldest first. A renamed file is a new one. */
async function listAdditions(
  root: string,
  range: string,
  path: string,
): Promise<{ fileName: string; commit: string }[]> {
  const lines = splitLines(
    await runGit(
      root,
      "log",
      "--full-history",
      "--topo-order",
      "--reverse",
      "--no-renames",
      "--diff-filter=A",
      "--name-only",
      "--format=commit %H",
      range,
      "--",
      path,
    ),
  );
  const additions: { fileName: string; commit: string }[] = [];
  let commit = "";
  for (const line of lines) {
    if (line.startsWith("commit ")) commit = line.slice("commit ".length);
    else if (line.endsWith(".sql")) {
      additions.push({ fileName: line.slice(line.lastIndexOf("/") + 1), commit });
    }
  }
  return additions;
}
