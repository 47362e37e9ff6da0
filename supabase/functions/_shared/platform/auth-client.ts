import { createClient } from "@supabase/supabase-js";
import type { Settings } from "./settings.ts";

/** For questions to Auth that carry their own token. */
export function createAuthClient(
  { supabaseUrl, publishableKey }: Pick<Settings, "supabaseUrl" | "publishableKey">,
) {
  return createClient(supabaseUrl, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: fetchWithin },
  }).auth;
}

export type AuthClient = ReturnType<typeof createAuthClient>;

const timeoutMilliseconds = 10_000;

function fetchWithin(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMilliseconds) });
}
