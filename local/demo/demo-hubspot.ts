import { z } from "zod";
import type { DemoStack } from "./sign-in.ts";
import { DemoFailure } from "./demo-failure.ts";

export interface DuePatient {
  contactId: string;
  name: string;
  checkupOn: string;
}

export interface LoggedCall {
  id: string;
  properties: Record<string, string>;
}

const dayMs = 86_400_000;
const callSchema = z.object({ id: z.string(), properties: z.record(z.string(), z.string()) });

/** What a person at the clinic does and sees in HubSpot, through the control routes of the stack's own simulator. */
export function openDemoHubspot({ hubspotApiUrl }: Pick<DemoStack, "hubspotApiUrl">) {
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${hubspotApiUrl}/__simulator${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new DemoFailure(`the simulator of HubSpot answered ${answer.status}: ${await answer.text()}`);
    }
    return await answer.json();
  };

  return {
    /** Two patients whose last check-ups were six and nine days ago, with numbers that no other call uses. */
    async enterDuePatients(): Promise<DuePatient[]> {
      const patients = [["40009001", "Ira", "Sathe", 6], ["40009002", "Dev", "Ranade", 9]] as const;
      return await Promise.all(patients.map(async ([contactId, firstname, lastname, daysAgo]) => {
        const checkupOn = new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);
        const mobilephone = `+9197${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
        await send("PUT", `/contacts/${contactId}`, {
          properties: { firstname, lastname, mobilephone, last_checkup_date: checkupOn },
        });
        return { contactId, name: `${firstname} ${lastname}`, checkupOn };
      }));
    },

    /** Was this contact read by itself after that time. */
    async wasRead(contactId: string, since: Date): Promise<boolean> {
      const { requests } = z.object({ requests: z.array(z.object({ at: z.number(), path: z.string() })) })
        .parse(await send("GET", "/requests?kind=read-contact"));
      return requests.some(({ at, path }) => at >= since.getTime() && path.endsWith(`/${contactId}`));
    },

    /** The calls that are logged with a contact. */
    async readCalls(contactId: string): Promise<LoggedCall[]> {
      const answer = await send("GET", `/calls?contact=${contactId}`);
      return z.object({ calls: z.array(callSchema) }).parse(answer).calls;
    },

    async readProperties(contactId: string): Promise<Record<string, string>> {
      const answer = await send("GET", `/contacts/${contactId}`);
      return z.object({ contact: callSchema }).parse(answer).contact.properties;
    },
  };
}
