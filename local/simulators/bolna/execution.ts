import type { Agent } from "./agents.ts";
import type { CallScript } from "./call-scripts.ts";
import { z } from "zod";

export const retryConfigSchema = z.looseObject({
  enabled: z.boolean().default(false),
  max_retries: z.int().min(1).max(3).default(3),
  retry_on_statuses: z.array(z.enum(["no-answer", "busy", "failed", "error"])).default([
    "no-answer",
    "busy",
    "failed",
  ]),
  retry_on_voicemail: z.boolean().default(false),
  retry_intervals_minutes: z.array(z.int().min(0)).min(1).default([30, 60, 120]),
});

export type RetryConfig = z.output<typeof retryConfigSchema>;

/** A request for a call that passed every check. */
export interface CallOrder {
  agent: Agent;
  to: string;
  from: string;
  userData: Record<string, unknown> | null;
  scheduledAt: Date | null;
  retry: RetryConfig | null;
}

/** What came of a tool: its name, the answer's status (0: none), and what the agent then says. */
export type ToolCall = { name: string; status: number; say: string };

/** One call as the simulator keeps it; what clients see is made by renderExecution. */
export interface Execution extends Readonly<CallOrder> {
  readonly id: string;
  readonly createdAt: Date;
  script: CallScript;
  status: string;
  updatedAt: Date;
  initiatedAt: Date | null;
  scheduledAt: Date | null;
  retryCount: number;
  readonly retryHistory: { attempt: number; status: string; at: string }[];
  readonly toolCalls: ToolCall[];
  readonly history: { status: string; at: string }[];
}

export function createExecution(order: CallOrder, script: CallScript, now: Date): Execution {
  return {
    ...order,
    id: crypto.randomUUID(),
    createdAt: now,
    updatedAt: now,
    initiatedAt: null,
    script,
    status: "queued",
    retryCount: 0,
    retryHistory: [],
    toolCalls: [],
    history: [],
  };
}

/** Our own reference, as the caller put it into `user_data`. */
export function callRefOf(execution: CallOrder): string | null {
  const callRef = execution.userData?.["call_ref"];
  return typeof callRef === "string" ? callRef : null;
}
