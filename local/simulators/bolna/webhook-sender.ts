import type { Agent } from "./agents.ts";
import type { LifecycleClock } from "./lifecycle-clock.ts";
import type { ExecutionRecord } from "./render-execution.ts";
import type { Settings } from "./settings.ts";

/** One try to deliver an event. */
export interface Delivery {
  execution_id: string;
  status: string;
  /** Unix time in milliseconds at which it was sent. */
  at: number;
  /** 0 for the first try. */
  attempt: number;
  /** The receiver's HTTP status; null when it could not be reached or took too long. */
  answer: number | null;
}

interface SenderDeps {
  clock: LifecycleClock;
  settings: () => Settings["webhooks"];
  /** Unix time in milliseconds. */
  now: () => number;
  fetch: typeof fetch;
}

type Body = ExecutionRecord & Record<string, unknown>;

/** Sends status webhooks: events of one call one after another, redeliveries on their own. */
export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  readonly #deps: SenderDeps;
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #chains = new Map<string, Promise<void>>();
  readonly #held = new Map<string, Body>();
  readonly #firstTries = new Map<string, () => void>();

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Sends this snapshot of the call to the agent's webhook, as the settings say. */
  send(agent: Agent, record: ExecutionRecord): void {
    const { webhookUrl } = agent;
    if (webhookUrl === null || this.#deps.settings().dropAll) return;
    for (const body of this.#arrange(record)) {
      const copies = this.#deps.settings().duplicate ? [body, body] : [body];
      const before = this.#chains.get(record.id) ?? Promise.resolve();
      const next = before.then(async () => {
        await Promise.all(copies.map((copy) => this.#tryOnce(webhookUrl, agent, copy, 0)));
      });
      this.#chains.set(record.id, next);
      this.#track(next);
    }
  }

  /** Resolves when the first event of the call was sent and answered or given up. Ask before the call is accepted. */
  firstTry(executionId: string): Promise<void> {
    return new Promise((resolve) => this.#firstTries.set(executionId, resolve));
  }

  /** Aborts what is on its way and waits until it is gone; nothing is sent afterwards. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  #arrange(record: ExecutionRecord): Body[] {
    const { skipStatuses, swapOrder, preCallPost } = this.#deps.settings();
    if (skipStatuses.includes(record.status)) return [];
    if (swapOrder && record.status === "call-disconnected") {
      this.#held.set(record.id, record);
      return [];
    }
    const held = this.#held.get(record.id);
    this.#held.delete(record.id);
    const preCall = preCallPost && record.status === "initiated"
      ? [{ ...record, status: "in-progress", pre_call_webhook: true }]
      : [];
    return [record, ...(held === undefined ? [] : [held]), ...preCall];
  }

  async #tryOnce(url: string, agent: Agent, body: Body, attempt: number): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const delivery: Delivery = {
      execution_id: body.id,
      status: body.status,
      at: this.#deps.now(),
      attempt,
      answer: null,
    };
    this.deliveries.push(delivery);
    delivery.answer = await this.#post(url, agent, body);
    this.#firstTries.get(body.id)?.();
    this.#firstTries.delete(body.id);
    const accepted = delivery.answer !== null && delivery.answer >= 200 && delivery.answer < 300;
    const { redeliverTimes, redeliverSeconds } = this.#deps.settings();
    if (accepted || attempt >= redeliverTimes || this.#closing.signal.aborted) return;
    this.#deps.clock.after(redeliverSeconds, () => this.#track(this.#tryOnce(url, agent, body, attempt + 1)));
  }

  async #post(url: string, agent: Agent, body: Body): Promise<number | null> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.#deps.settings().timeoutSeconds * 1000);
    try {
      const response = await this.#deps.fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...agent.webhookHeaders },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.any([timeout.signal, this.#closing.signal]),
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return null; // down, too slow or closing: the redelivery is the remedy
    } finally {
      clearTimeout(timer);
    }
  }

  #track(run: Promise<void>): void {
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }
}
