import { StackError } from "../stack/stack-error.ts";
import { withThrowAwayDatabase } from "../stack/throw-away-database.ts";

const cli = "supabase@3.1.0";

/** The Supabase CLI's TypeScript types of the database that the migrations make. */
export async function generateDatabaseTypes(): Promise<string> {
  return await withThrowAwayDatabase(async (dbUrl) => {
    const args = ["gen", "types", "--lang", "typescript", `--remote=${dbUrl}`];
    const { success, stdout, stderr } = await runCli(args);
    const printed = new TextDecoder().decode(stdout);
    // Before the types the CLI prints what it thinks of the connection.
    const start = printed.search(/^export type Json\b/m);
    if (success && start >= 0) return printed.slice(start);
    throw new StackError(`The Supabase CLI made no types: ${new TextDecoder().decode(stderr).trim()}`);
  });
}

/** With npx where there is one: Deno insists on every platform's package, also where a registry lacks one. */
async function runCli(args: readonly string[]): Promise<Deno.CommandOutput> {
  const options = {
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { SUPABASE_TELEMETRY_DISABLED: "1" },
  } as const;
  try {
    return await new Deno.Command("npx", { ...options, args: ["-y", cli, ...args] }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return await new Deno.Command(Deno.execPath(), {
      ...options,
      args: ["run", "-A", "--no-config", "--no-lock", `npm:${cli}`, ...args],
    }).output();
  }
}
