import { runSupabaseCli } from "../stack/run-supabase-cli.ts";
import { StackError } from "../stack/stack-error.ts";

/** The statements that bring one database where the other is, or "" where it is there already. */
export type Differ = (fromUrl: string, toUrl: string) => Promise<string>;

/**
 * The platform's own differ over everything of ours, between databases on loopback. Throws StackError when it fails, and
 * when it meets an object that it cannot manage. It leaves out some things that describe-database.sql sees: rights by
 * default that are for no schema, triggers that are switched off.
 */
export const diffDatabases: Differ = async (fromUrl, toUrl) => {
  const output = await Deno.makeTempFile({ prefix: "call-scheduling-diff-", suffix: ".sql" });
  try {
    const { success, stderr } = await runSupabaseCli([
      "db",
      "diff",
      "--use-pg-delta",
      "--strict-coverage",
      // Else it says at length that the connection is not encrypted.
      `--from=${fromUrl}?sslmode=disable`,
      `--to=${toUrl}?sslmode=disable`,
      "--schema=public,private",
      `--output=${output}`,
    ]);
    if (!success) {
      throw new StackError(`The Supabase CLI made no diff: ${new TextDecoder().decode(stderr).trim()}`);
    }
    return (await Deno.readTextFile(output)).trim();
  } finally {
    await Deno.remove(output);
  }
};
