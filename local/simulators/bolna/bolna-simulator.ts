import type { LoggedRequest } from "../request-log.ts";
import type { AgentInput } from "./agents.ts";
import type { ScriptRequestInput } from "./call-scripts.ts";
import type { Fault, FaultName } from "./faults.ts";
import type { ExecutionRecord } from "./render-execution.ts";
import type { Settings, SettingsInput } from "./settings.ts";
import type { Delivery } from "./webhook-sender.ts";

/** Bolna's record of a call, with what a test wants to know about it. */
export type SimulatedExecution = ExecutionRecord & {
  call_ref: string | null;
  /** Every status the call has had, with its time. */
  history: { status: string; at: string }[];
};

/** One POST /call as it arrived. */
export interface CallRequest {
  /** Unix time in milliseconds. */
  at: number;
  to: string | null;
  callRef: string | null;
  answer: LoggedRequest["answer"];
}

export interface BolnaSimulator extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly apiKey: string;
  readonly settings: Settings;
  /** Every API request, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /** Every try to deliver a webhook. */
  readonly deliveries: readonly Delivery[];
  /** The calls that exist, oldest first. */
  executions(filter?: { callRef?: string | undefined; to?: string | undefined }): SimulatedExecution[];
  /** Every POST /call that arrived, also those refused, dropped or unanswered. */
  callRequests(): CallRequest[];
  /** How many calls exist for each `user_data.call_ref`. */
  executionsPerCallRef(): Map<string, number>;
  /** How many calls exist for each recipient number. */
  executionsPerNumber(): Map<string, number>;
  /** Replaces all faults by these; no argument ends them. */
  setFaults(faults?: (Fault | FaultName)[]): void;
  faults(): Fault[];
  /** Decides how calls to a number (or, without `to`, all others) go from now on. */
  scriptCalls(script: ScriptRequestInput): void;
  changeSettings(
    change: Omit<Partial<SettingsInput>, "webhooks"> & { webhooks?: SettingsInput["webhooks"] },
  ): void;
  /** 1 is real time, 0.01 a hundred times faster. */
  setClock(factor: number): void;
  setAgent(agent: AgentInput): void;
  /** Forgets calls, requests, faults, scripts and changed settings: as it was when started. */
  reset(): Promise<void>;
  /** Stops listening and cancels every timer and delivery. */
  close(): Promise<void>;
}
