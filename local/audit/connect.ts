import type { Sql } from "postgres";
import { connectToAddress } from "../stack/connect-to-address.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { readLiveState } from "../stack/state-file.ts";

/**
 * A connection to the database of the running stack, or to the one that SUPABASE_DB_URL names: a hosted project's, as its owner.
 * Throws a StackError when there is neither.
 */
export async function connectToDatabase(): Promise<Sql> {
  const env = Deno.env.toObject();
  const url = env.SUPABASE_DB_URL?.trim() || (await readLiveState(readStackSettings(env).dataDir))?.dbUrl;
  if (url === undefined) {
    throw new StackError(
      "Nothing runs here. Run `deno task start` first, or set SUPABASE_DB_URL to the address of a project's database.",
    );
  }
  return await connectToAddress(url);
}
