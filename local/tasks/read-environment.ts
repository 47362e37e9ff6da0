import { buildFunctionEnvironment, readGivenSettings } from "../stack/function-environment.ts";
import { readOrMakeKeys } from "../stack/keys.ts";
import { readStackSettings } from "../stack/settings.ts";
import { StackError } from "../stack/stack-error.ts";
import { readLiveState } from "../stack/state-file.ts";

/**
 * The running stack's settings; or, with SUPABASE_URL set, those of the environment: a hosted project's. Throws a StackError when
 * there is neither.
 */
export async function readEnvironment(): Promise<Record<string, string>> {
  const env = Deno.env.toObject();
  if (env.SUPABASE_URL) return env;
  const settings = readStackSettings(env);
  const state = await readLiveState(settings.dataDir);
  if (state === undefined) {
    throw new StackError(
      "Nothing runs here. Run `deno task start` first, or set SUPABASE_URL and the functions' settings of a hosted project.",
    );
  }
  const given = await readGivenSettings(settings);
  return buildFunctionEnvironment({
    given,
    keys: await readOrMakeKeys(settings.dataDir),
    apiUrl: state.apiUrl,
    outside: {
      bolnaApiUrl: state.bolnaApiUrl,
      hubspotApiUrl: state.hubspotApiUrl,
    },
  });
}
