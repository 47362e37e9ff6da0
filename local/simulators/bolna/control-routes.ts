import { type Context, Hono } from "hono";
import { z } from "zod";
import { agentSchema } from "./agents.ts";
import type { BolnaSimulator } from "./bolna-simulator.ts";
import { scriptRequestSchema } from "./call-scripts.ts";
import { faultSchema } from "./faults.ts";
import { Refusal } from "./refusal.ts";

const faultsSchema = z.strictObject({ faults: z.array(faultSchema) });

/** `/__simulator/…`: what the object's methods do, for tests in another process. No key: it is loopback only. */
export function createControlRoutes(simulator: BolnaSimulator): Hono {
  const app = new Hono();
  app.get("/executions", (c) => {
    const executions = simulator.executions({ callRef: c.req.query("call_ref"), to: c.req.query("to") });
    return c.json({ executions });
  });
  app.get("/requests", (c) => c.json({ requests: simulator.requests }));
  app.get("/deliveries", (c) => c.json({ deliveries: simulator.deliveries }));
  app.get("/faults", (c) => c.json({ faults: simulator.faults() }));
  app.put("/faults", async (c) => {
    simulator.setFaults((await readBody(c, faultsSchema)).faults);
    return c.json({ faults: simulator.faults() });
  });
  app.get("/settings", (c) => c.json(simulator.settings));
  app.patch("/settings", async (c) => {
    simulator.changeSettings(await readBody(c, z.record(z.string(), z.unknown())));
    return c.json(simulator.settings);
  });
  app.post("/calls/script", async (c) => {
    simulator.scriptCalls(await readBody(c, scriptRequestSchema));
    return c.json({ ok: true });
  });
  app.post("/agents", async (c) => {
    simulator.setAgent(await readBody(c, agentSchema));
    return c.json({ ok: true });
  });
  app.post("/reset", async (c) => {
    await simulator.reset();
    return c.json({ ok: true });
  });
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
    throw error;
  });
  return app;
}

async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(await c.req.json());
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal(400, { error: "The body is not JSON" });
    throw error;
  }
}
