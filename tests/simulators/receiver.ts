import { z } from "zod";
import { serveHttp } from "../../local/simulators/serve-http.ts";

const eventSchema = z.looseObject({ id: z.string(), status: z.string() });

/** A webhook receiver that keeps what it was sent. */
export async function startReceiver(answer: () => Response | Promise<Response> = () => new Response("ok")) {
  const received: { event: z.infer<typeof eventSchema>; headers: Headers; url: URL }[] = [];
  const server = await serveHttp(0, async (request) => {
    const event = eventSchema.parse(await request.json());
    received.push({ event, headers: request.headers, url: new URL(request.url) });
    return await answer();
  });
  return {
    url: server.url,
    received,
    statuses: () => received.map(({ event }) => event.status),
    [Symbol.asyncDispose]: server.close,
  };
}
