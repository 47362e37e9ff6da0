import { type Agent, type AgentInput, agentSchema } from "./agents.ts";
import { CallEngine } from "./call-engine.ts";
import { type CallScriptInput, ScriptBook, scriptSchema } from "./call-scripts.ts";
import { type CallOrder, createExecution, type Execution } from "./execution.ts";
import { FaultBox } from "./faults.ts";
import { LifecycleClock } from "./lifecycle-clock.ts";
import { renderExecution } from "./render-execution.ts";
import { changeSettings, type Settings, type SettingsInput, settingsSchema } from "./settings.ts";
import { useTools } from "./use-tools.ts";
import { WebhookSender } from "./webhook-sender.ts";

export interface AccountOptions extends SettingsInput {
  /** The only key accepted; default `bn-simulator`. */
  apiKey?: string;
  agents?: AgentInput[];
  /** How calls go that have no script of their own; default: answered, then completed. */
  script?: CallScriptInput;
  /** Unix time in milliseconds; a test with a clock of its own (and its own setTimeout) gives that one. */
  now?: () => number;
  /** Sends the webhooks and asks the agents' tools; default `fetch`. */
  fetch?: typeof fetch;
}

/** Everything the simulated Bolna knows: one account with its agents, calls, settings and faults. */
export class BolnaAccount {
  readonly apiKey: string;
  readonly now: () => number;
  readonly agents = new Map<string, Agent>();
  readonly executions = new Map<string, Execution>();
  readonly faults = new FaultBox();
  readonly scripts: ScriptBook;
  readonly engine: CallEngine;
  readonly webhooks: WebhookSender;
  readonly #clock: LifecycleClock;
  readonly #send: typeof fetch;
  #settings: Settings;
  #acceptedAt: number[] = [];

  constructor(options: AccountOptions) {
    const { apiKey = "bn-simulator", agents = [], script = {}, now, fetch: send = fetch, ...settings } =
      options;
    this.apiKey = apiKey;
    this.#send = send;
    this.now = now ?? Date.now;
    this.#settings = settingsSchema.parse(settings);
    this.#clock = new LifecycleClock(this.#settings.clockFactor, now);
    this.scripts = new ScriptBook(scriptSchema.parse(script));
    this.webhooks = new WebhookSender({
      clock: this.#clock,
      settings: () => this.#settings.webhooks,
      now: this.now,
      fetch: send,
    });
    this.engine = new CallEngine({
      clock: this.#clock,
      now: this.now,
      settings: () => this.#settings,
      takeScript: (to) => this.scripts.take(to),
      onChange: (execution) => this.#announce(execution),
    });
    for (const agent of agents) this.setAgent(agent);
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** Changes some settings at run time; waiting calls follow the new speed and cap. Throws ZodError. */
  changeSettings(change: unknown): void {
    this.#settings = changeSettings(this.#settings, change);
    this.#clock.setFactor(this.#settings.clockFactor);
    this.engine.pump();
  }

  /** Adds an agent, or replaces the one with its id. Throws ZodError. */
  setAgent(input: AgentInput): void {
    const agent = agentSchema.parse(input);
    this.agents.set(agent.id, agent);
  }

  /** Notes an accepted POST /call; false when this minute's are used up. */
  withinRate(): boolean {
    const aMinuteAgo = this.now() - 60_000;
    this.#acceptedAt = this.#acceptedAt.filter((at) => at > aMinuteAgo);
    if (this.#acceptedAt.length >= this.#settings.callsPerMinute) return false;
    this.#acceptedAt.push(this.now());
    return true;
  }

  /** Creates the call and sets it going. Two equal orders make two calls, as at Bolna. */
  createCall(order: CallOrder): Execution {
    const execution = createExecution(order, this.scripts.take(order.to), new Date(this.now()));
    this.executions.set(execution.id, execution);
    return execution;
  }

  /** Stops all timers and deliveries. */
  async close(): Promise<void> {
    this.engine.clear();
    this.#clock.clear();
    await this.webhooks.close();
    this.#clock.clear();
  }

  #announce(execution: Execution): void {
    const agent = this.agents.get(execution.agent.id) ?? execution.agent;
    this.webhooks.send(agent, renderExecution(execution, this.#settings));
    if (execution.status === "in-progress") void useTools(execution, agent, this.#send);
  }
}
