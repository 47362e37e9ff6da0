import { z } from "zod";

/** What a queue carries for a call: the id of the row whose status the job writes. */
export const queueJobSchema = z.object({ id: z.string() });
export type QueueJob = z.infer<typeof queueJobSchema>;

export const statusTable =
  "create table bench_calls (id uuid primary key, status text not null, execution_id text)";
export const statusWrite = "update bench_calls set status = 'placed', execution_id = $2 where id = $1";

const placedSchema = z.object({ execution_id: z.string() });

/** The same request that our dispatch makes, on a kept connection. Gives the execution's id. */
export async function postCall(bolnaUrl: string, { id }: QueueJob): Promise<string> {
  const answer = await fetch(`${bolnaUrl}/call`, {
    method: "POST",
    headers: { authorization: "Bearer bn-benchmark", "content-type": "application/json" },
    body: JSON.stringify({
      agent_id: "0b000000-0000-4000-8000-000000000001",
      recipient_phone_number: "+919810000000",
      user_data: { call_ref: id, contact_name: "Asha Rao", call_topic: "follow_up", call_language: "en-IN" },
    }),
  });
  return placedSchema.parse(await answer.json()).execution_id;
}
