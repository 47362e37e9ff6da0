import { AuthClient } from "@supabase/auth-js";
import type { Settings } from "./settings.ts";

/**
 * For questions to Auth that carry their own token. The part of supabase-js that asks Auth, by itself: with its parts for storage,
 * realtime and functions it is 140 kB more to load before a worker's first answer.
 */
export function createAuthClient(
  { supabaseUrl, publishableKey }: Pick<Settings, "supabaseUrl" | "publishableKey">,
) {
  return new AuthClient({
    url: `${supabaseUrl}/auth/v1`,
    headers: { apikey: publishableKey },
    persistSession: false,
    autoRefreshToken: false,
    detectSessionInUrl: false,
    fetch: fetchWithin,
  });
}

export type Auth = ReturnType<typeof createAuthClient>;

const timeoutMilliseconds = 10_000;

function fetchWithin(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMilliseconds) });
}
