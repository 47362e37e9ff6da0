import { dirname } from "node:path";
import { StackError } from "./stack-error.ts";

/** How to start a Postgres program: as ourselves, or as another user when we are root, which Postgres refuses. */
export interface Launcher {
  /** Owner for the data directory; undefined when it is ours already. */
  owner?: { uid: number; gid: number };
  command(program: string, args: readonly string[], options?: Deno.CommandOptions): Deno.Command;
}

const userName = "postgres";
// Enough to reach files below a directory that only root may enter (a clone in /root, a temporary directory);
// no_setuid_fixup because initdb asks access(2), which drops capabilities of other users without it.
const reachFlags = [
  "--clear-groups",
  "--securebits=+no_setuid_fixup",
  "--inh-caps=-all,+dac_override",
  "--ambient-caps=-all,+dac_override",
];

/** Chooses the launcher; as root makes the system user `postgres` if there is none. */
export async function chooseLauncher(paths: readonly string[]): Promise<Launcher> {
  if (Deno.uid() !== 0) {
    return {
      command: (program, args, options) => new Deno.Command(program, { ...options, args: [...args] }),
    };
  }
  const owner = await findOrMakeUser();
  if (paths.every(isOpenToAll)) {
    return {
      owner,
      command: (program, args, options) =>
        new Deno.Command(program, { ...options, ...owner, args: [...args] }),
    };
  }
  await assertSetprivWorks(paths);
  const prefix = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, ...reachFlags];
  return {
    owner,
    command: (program, args, options) =>
      new Deno.Command("setpriv", { ...options, args: [...prefix, program, ...args] }),
  };
}

function isOpenToAll(path: string): boolean {
  const above = dirname(path);
  if (above === path) return true;
  const mode = Deno.statSync(above).mode;
  return (mode === null || (mode & 0o001) !== 0) && isOpenToAll(above);
}

async function findOrMakeUser(): Promise<{ uid: number; gid: number }> {
  const known = await readUserIds();
  if (known !== undefined) return known;
  await new Deno.Command("useradd", { args: ["--system", "--user-group", userName] }).output().catch(
    () => {},
  );
  const made = await readUserIds();
  if (made !== undefined) return made;
  throw new StackError(
    `Postgres does not run as root and the user "${userName}" could not be made: start as an ordinary user, or make that user.`,
  );
}

async function readUserIds(): Promise<{ uid: number; gid: number } | undefined> {
  const ids = await Promise.all(["-u", "-g"].map(async (flag) => {
    const found = await new Deno.Command("id", { args: [flag, userName], stderr: "null" }).output();
    return found.success ? Number(new TextDecoder().decode(found.stdout)) : undefined;
  }));
  const [uid, gid] = ids;
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

async function assertSetprivWorks(paths: readonly string[]): Promise<void> {
  const probe = await new Deno.Command("setpriv", { args: [...reachFlags, "true"], stderr: "null" })
    .output().catch(() => ({ success: false }));
  if (probe.success) return;
  throw new StackError(
    `Postgres runs as the user "${userName}", which may not enter ${
      paths.find((path) => !isOpenToAll(path))
    }: ` +
      `move the project below a directory open to all (chmod o+x), or start as an ordinary user.`,
  );
}
