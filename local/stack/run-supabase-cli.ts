const cli = "supabase@3.1.0";

/**
 * Runs the Supabase CLI: with npx where there is one, since Deno insists on every platform's package, also where a
 * registry lacks one. Its telemetry is off.
 */
export async function runSupabaseCli(args: readonly string[]): Promise<Deno.CommandOutput> {
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
