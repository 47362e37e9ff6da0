import { z } from "zod";

// Entry point of its own process: as much of Bolna as a benchmark needs. Accepts every call after so many milliseconds
// (first argument), says of every execution that it was completed, and remembers when each request arrived.

const latencyMs = Number(Deno.args[0]);
const callSchema = z.object({ user_data: z.object({ call_ref: z.string() }) });
const seen = {
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
  return Response.json({ message: "done", status: "queued", execution_id: crypto.randomUUID() });
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

Deno.serve({ hostname: "127.0.0.1", port: 0 }, (request) => {
  const { pathname } = new URL(request.url);
  const [, executionId] = /^\/executions\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method === "POST" && pathname === "/call") return accept(request);
  if (executionId !== undefined) return readExecution(executionId);
  if (pathname === "/control/seen") return Response.json(seen);
  if (pathname === "/control/reset") {
    Object.assign(seen, { calls: 0, reads: 0, peak: 0, arrivals: [] });
    return Response.json({});
  }
  return new Response("There is nothing here.", { status: 404 });
});
