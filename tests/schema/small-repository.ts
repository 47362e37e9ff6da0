import { runGit } from "../../local/schema/run-git.ts";
import { removeIfThere } from "../../local/stack/private-file.ts";

export interface SmallRepository extends AsyncDisposable {
  root: string;
  /** Writes files (undefined: removes) without committing them. */
  write(files: Record<string, string | undefined>): Promise<void>;
  /** Writes files and commits everything. */
  commit(files?: Record<string, string | undefined>): Promise<void>;
}

export const first = "supabase/migrations/20260101000000_first.sql";
export const second = "supabase/migrations/20260102000000_second.sql";

const things = "create table public.things (id int primary key, name text not null);\n";

/** A repository with a single migration and all that goes with it, committed. */
export async function makeSmallRepository(): Promise<SmallRepository> {
  const root = await Deno.makeTempDir({ prefix: "call-scheduling-test-" });
  const git = (...args: string[]) =>
    runGit(
      root,
      "-c",
      "user.name=Test",
      "-c",
      "user.email=test@example.test",
      "-c",
      "commit.gpgsign=false",
      ...args,
    );
  const write = async (files: Record<string, string | undefined>) => {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${root}/${path.slice(0, path.lastIndexOf("/"))}`, { recursive: true });
      await (text === undefined
        ? removeIfThere(`${root}/${path}`)
        : Deno.writeTextFile(`${root}/${path}`, text));
    }
  };
  const commit = async (files: Record<string, string | undefined> = {}) => {
    await write(files);
    await git("add", "--all");
    await git("commit", "--quiet", "--message", "A step");
  };
  await git("init", "--quiet");
  await commit({
    [first]: things,
    "supabase/schemas/10_things/1_things.sql": things,
    "supabase/seed.sql": "insert into public.things values (1, 'of the demo');\n",
    "local/schema/fill.sql": "insert into public.things values (2, 'of the filling');\n",
  });
  return { root, write, commit, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

/** The second migration, done well: its file and the schema file that it follows. */
export const addSize = {
  [second]: "alter table public.things add column size int not null default 1;\n",
  "supabase/schemas/10_things/1_things.sql":
    "create table public.things (\n  size int not null default 1,\n  id int primary key,\n  name text not null\n);\n",
};

const hasGit = await new Deno.Command("git", { args: ["--version"], stdout: "null" }).output()
  .then(({ success }) => success, () => false);

/** A test that needs git; where a copy of the repository is tested without it, it is shown as ignored. */
export function testWithGit(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, ignore: !hasGit });
}
