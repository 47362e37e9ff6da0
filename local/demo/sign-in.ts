import { createClient } from "@supabase/supabase-js";
import createApiClient from "openapi-fetch";
import { z } from "zod";
import type { paths } from "../openapi/api.types.ts";
import { DemoFailure } from "./demo-failure.ts";

export interface DemoStack {
  apiUrl: string;
  functionsUrl: string;
  publishableKey: string;
  hubspotApiUrl: string;
  bolnaApiUrl: string;
  /** Nobody is called. */
  bolnaIsSimulated: boolean;
  /** What is in that HubSpot may be changed at will. */
  hubspotIsSimulated: boolean;
}

/** Of every demo user (supabase/seed.sql). */
export const demoPassword = "password1234";

interface Person {
  email: string;
  password: string;
  orgSlug: string;
}

export type Caller = Awaited<ReturnType<typeof signIn>>;

/** Signs a person in to their organisation: `api` speaks for them. Throws DemoFailure when refused. */
export async function signIn(stack: DemoStack, { email, password, orgSlug }: Person) {
  const supabase = createClient(stack.apiUrl, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error !== null) throw new DemoFailure(`${email} could not sign in (${error.message})`);
  const authorization = `Bearer ${data.session.access_token}`;

  return {
    /** The API, typed by its own description. */
    api: createApiClient<paths>({ baseUrl: stack.functionsUrl, headers: { authorization } }),

    /** The part of every path that names the organisation. */
    organization: { org_slug: orgSlug },

    /** The organisation's agent. */
    async findAgent(): Promise<string> {
      const agents = await supabase.from("agents").select("id").eq("is_active", true).limit(1);
      const [agent] = z.array(z.object({ id: z.string() })).parse(agents.data ?? []);
      if (agent === undefined) throw new DemoFailure(`${orgSlug} has no active agent`);
      return agent.id;
    },
  };
}
