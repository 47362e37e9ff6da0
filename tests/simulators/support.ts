import { z } from "zod";
import {
  type BolnaSimulator,
  type BolnaSimulatorOptions,
  type SimulatedExecution,
  startBolnaSimulator,
} from "../../local/simulators/bolna/start-bolna-simulator.ts";
import { until as waitUntil } from "../support/wait-for.ts";

export const AGENT_ID = "7c1f0a52-6d0e-4c5a-9d1b-0a4f3f2b1c01";
export const TO = "+919876543210";

/** A Bolna with one agent, 500 times as fast as the real one. */
export function startBolna(options: BolnaSimulatorOptions = {}): Promise<BolnaSimulator> {
  return startBolnaSimulator({ clockFactor: 0.002, agents: [{ id: AGENT_ID }], ...options });
}

/** Sends a request with the simulator's key; the body is JSON unless it is text already. */
export async function send(bolna: BolnaSimulator, method: string, path: string, body?: unknown) {
  const response = await fetch(`${bolna.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${bolna.apiKey}`, "content-type": "application/json" },
    body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: readJson(await response.text()) };
}

/** Places a call to TO with these fields added or replaced. */
export function call(bolna: BolnaSimulator, fields: Record<string, unknown> = {}) {
  return send(bolna, "POST", "/call", { agent_id: AGENT_ID, recipient_phone_number: TO, ...fields });
}

const acceptedSchema = z.object({ status: z.literal(200), body: z.object({ execution_id: z.uuid() }) });

/** Places a call that must be accepted; gives its execution id. */
export async function accepted(bolna: BolnaSimulator, fields: Record<string, unknown> = {}): Promise<string> {
  return acceptedSchema.parse(await call(bolna, fields)).body.execution_id;
}

/** The only call there is. */
export function only(bolna: BolnaSimulator): SimulatedExecution {
  const [execution, ...others] = bolna.executions();
  if (execution === undefined || others.length > 0) throw new Error(`${others.length + 1} or no executions`);
  return execution;
}

/** Waits until the call has this status; gives it. */
export async function reached(
  bolna: BolnaSimulator,
  id: string,
  status: string,
): Promise<SimulatedExecution> {
  const find = () =>
    bolna.executions().find((execution) => execution.id === id && execution.status === status);
  await until(() => find() !== undefined, `call is ${status}`);
  const found = find();
  if (found === undefined) throw new Error(`the call left ${status} again`);
  return found;
}

export function statuses(execution: SimulatedExecution): string[] {
  return execution.history.map(({ status }) => status);
}

/** Polls until the condition holds, often enough to see each status of a call at this speed. */
export function until(condition: () => boolean, what: string): Promise<void> {
  return waitUntil(condition, what, 60, 2);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
