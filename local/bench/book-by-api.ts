import { z } from "zod";

/** Of the demo data (supabase/seed.sql). */
export const demoAdmin = "admin@acme.test";
export const demoOrganization = {
  orgId: "0a000000-0000-4000-8000-000000000001",
  agentId: "0b000000-0000-4000-8000-000000000001",
};

export interface ApiClient {
  send(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
}

/** The API of the demo organisation for the bearer of a token. Throws when it does not answer with success. */
export function createApiClient(functionsUrl: string, token: string): ApiClient {
  return {
    send: async (method, path, body) => {
      const answer = await fetch(`${functionsUrl}/call-scheduling/acme${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return JSON.parse(text);
    },
  };
}

const bookedSchema = z.object({ schedule: z.object({ id: z.string(), scheduled_at: z.string() }) });

/** Books a call to a number of its own (`index` makes it). Gives the schedule's id and its time in Unix milliseconds. */
export async function bookByApi(
  api: ApiClient,
  index: number,
  at: Date,
): Promise<{ id: string; dueAt: number }> {
  const answer = await api.send("POST", "/call-schedules", {
    agent_id: demoOrganization.agentId,
    contact_id: `contact-${index}`,
    contact_name: "Asha Rao",
    contact_phone: `+9198${10_000_000 + index}`,
    scheduled_at: at.toISOString(),
  });
  const { id, scheduled_at } = bookedSchema.parse(answer).schedule;
  return { id, dueAt: Date.parse(scheduled_at) };
}
