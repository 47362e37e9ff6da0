import { z } from "zod";

// Entry point of its own process: as much of Bolna as a benchmark needs. Accepts every call after so many milliseconds
// (first argument), says of every execution that it was completed, and remembers when each request arrived. Told to (POST
// /control/tell), it sends the webhooks of each call it accepts from then on.

const latencyMs = Number(Deno.args[0]);
const callSchema = z.object({ user_data: z.object({ call_ref: z.string() }) });
const tellingSchema = z.object({ url: z.string(), secret: z.string(), callSeconds: z.number() });
let telling: z.output<typeof tellingSchema> | undefined;
/** When in a call each is sent, as a share of its length. */
const news = [["initiated", 0.01], ["ringing", 0.05], ["in-progress", 0.2], ["completed", 1]] as const;
const seen = {
  told: 0,
  untold: 0,
  calls: 0,
  reads: 0,
  in_flight: 0,
  peak: 0,
  arrivals: new Array<[callRef: string, at: number]>(),
};

const accept = async (request: Request): Promise<Response> => {
  const arrivedAt = Date.now();
  seen.calls += 1;
  seen.in_flight += 1;
  seen.peak = Math.max(seen.peak, seen.in_flight);
  const { user_data } = callSchema.parse(await request.json());
  seen.arrivals.push([user_data.call_ref, arrivedAt]);
  await new Promise((resolve) => setTimeout(resolve, latencyMs));
  seen.in_flight -= 1;
  const id = crypto.randomUUID();
  for (const [status, share] of telling === undefined ? [] : news) {
    setTimeout(() => void tell(id, status), share * (telling?.callSeconds ?? 0) * 1000);
  }
  return Response.json({ message: "done", status: "queued", execution_id: id });
};

/** So many at a time: one that is slow to answer would else be asked over a thousand connections. */
const mostTold = 200;
let beingTold = 0;
const toBeTold: (() => void)[] = [];

const tell = async (id: string, status: string) => {
  if (telling === undefined) return;
  if (beingTold >= mostTold) await new Promise<void>((resolve) => toBeTold.push(resolve));
  else beingTold += 1;
  const answer = await fetch(telling.url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-webhook-secret": telling.secret },
    body: JSON.stringify({
      id,
      status,
      telephony_data: { duration: "12" },
      retry_count: 0,
    }),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  if (answer?.ok) seen.told += 1;
  else seen.untold += 1;
  const next = toBeTold.shift();
  if (next === undefined) beingTold -= 1;
  else next();
};

const readExecution = (id: string): Response => {
  seen.reads += 1;
  return Response.json({
    id,
    status: "completed",
    conversation_duration: 42,
    total_cost: 12,
    telephony_data: {
      duration: "45",
      hangup_by: "callee",
      hangup_reason: "Normal Hangup",
      hangup_provider_code: 4000,
    },
  });
};

Deno.serve({ hostname: "127.0.0.1", port: 0 }, async (request) => {
  const { pathname } = new URL(request.url);
  const [, executionId] = /^\/executions\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method === "POST" && pathname === "/call") return accept(request);
  if (executionId !== undefined) return readExecution(executionId);
  if (pathname === "/control/tell") {
    telling = tellingSchema.parse(await request.json());
    return Response.json({});
  }
  if (pathname === "/control/seen") return Response.json(seen);
  if (pathname === "/control/reset") {
    Object.assign(seen, { told: 0, untold: 0, calls: 0, reads: 0, peak: 0, arrivals: [] });
    return Response.json({});
  }
  return new Response("There is nothing here.", { status: 404 });
});
