import { runSupabaseCli } from "../stack/run-supabase-cli.ts";
import { StackError } from "../stack/stack-error.ts";
import { withThrowAwayDatabase } from "../stack/throw-away-database.ts";

/** The Supabase CLI's TypeScript types of the database that the migrations make. */
export async function generateDatabaseTypes(): Promise<string> {
  return await withThrowAwayDatabase(async (dbUrl) => {
    const args = ["gen", "types", "--lang", "typescript", `--remote=${dbUrl}`];
    const { success, stdout, stderr } = await runSupabaseCli(args);
    const printed = new TextDecoder().decode(stdout);
    // Before the types the CLI prints what it thinks of the connection.
    const start = printed.search(/^export type Json\b/m);
    if (success && start >= 0) return printed.slice(start);
    throw new StackError(`The Supabase CLI made no types: ${new TextDecoder().decode(stderr).trim()}`);
  });
}
