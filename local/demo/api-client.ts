import { createClient } from "@supabase/supabase-js";
import { z } from "zod";
import { type Answer, answerSchema } from "./answers.ts";
import { DemoFailure } from "./demo-failure.ts";

export interface DemoStack {
  apiUrl: string;
  functionsUrl: string;
  publishableKey: string;
  hubspotApiUrl: string;
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

export type ApiClient = Awaited<ReturnType<typeof signIn>>;

/** Signs a person in and speaks for them to the API of their organisation. Throws DemoFailure when refused. */
export async function signIn(stack: DemoStack, { email, password, orgSlug }: Person) {
  const supabase = createClient(stack.apiUrl, stack.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error !== null) throw new DemoFailure(`${email} could not sign in (${error.message})`);
  const token = data.session.access_token;

  /** One request. Throws DemoFailure with the API's own sentence on anything but success. */
  async function send(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${stack.functionsUrl}/call-scheduling/${orgSlug}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = answerSchema.parse(await response.json());
    if (!answer.success) {
      throw new DemoFailure(
        `${method} ${path} answered ${response.status}: ${answer.error ?? "no reason given"}`,
      );
    }
    return answer;
  }

  return {
    send,

    /** A list, page after page; `read` takes the items out of each. */
    async readAll<Item>(path: string, read: (page: Answer) => Item[]): Promise<Item[]> {
      const items: Item[] = [];
      for (let cursor: string | null | undefined = ""; typeof cursor === "string";) {
        const page = await send(
          "GET",
          `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        items.push(...read(page));
        cursor = page.next_cursor;
      }
      return items;
    },

    /** The organisation's agent. */
    async findAgent(): Promise<string> {
      const agents = await supabase.from("agents").select("id").eq("is_active", true).limit(1);
      const [agent] = z.array(z.object({ id: z.string() })).parse(agents.data ?? []);
      if (agent === undefined) throw new DemoFailure(`${orgSlug} has no active agent`);
      return agent.id;
    },
  };
}
