import { describeError, type Logger } from "../platform/log.ts";
import type { Settings } from "../platform/settings.ts";
import { batchDeliveries } from "./batch-deliveries.ts";
import { decideDelivery, type TryEnd } from "./decide-delivery.ts";
import type { ClaimedDelivery } from "./delivery-schemas.ts";
import type { DeliveryStore } from "./delivery-store.ts";
import { findAddress, type Resolve } from "./find-address.ts";
import { EndpointTimeout, postToAddress } from "./post-to-address.ts";
import { signMessage } from "./sign-delivery.ts";

export interface DeliverDeps {
  deliveries: DeliveryStore;
  settings: Pick<Settings, "webhooksAllowPrivate" | "batchWrites">;
  log: Logger;
  now: () => Date;
  /** From 0 up to 1, as `Math.random`. */
  random: () => number;
  resolve?: Resolve;
  post?: typeof postToAddress;
  /** For one try, in milliseconds (10 000). */
  timeoutMs?: number;
  /** Deliveries taken in one pass (400): a request of the hosted runtime has 2 s of CPU. */
  maxDeliveries?: number;
  /** Deliveries under way at the same time (100). */
  atOnce?: number;
  /** Asked before more is taken. */
  isOver?: () => boolean;
}

export interface DeliveryPass {
  delivered: number;
  /** They come again by themselves. */
  delayed: number;
  /** Given up. */
  dead: number;
  /** False: more may be waiting than one pass takes. */
  finished: boolean;
}

/**
 * Tells the endpoints what waits for them. More is taken as soon as half of what may be under way is free, for the endpoints that
 * have answered all they were told: one that is slow waits for itself alone. Throws a `DatabaseError` when the database does not
 * say what.
 */
export async function deliverEvents(deps: DeliverDeps): Promise<DeliveryPass> {
  const { deliveries, settings, log, maxDeliveries = 400, atOnce = 100, isOver = () => false } = deps;
  const worker = `deliver-${crypto.randomUUID()}`;
  const record = batchDeliveries(deliveries, { isOn: settings.batchWrites, log, worker });
  const pass: DeliveryPass = { delivered: 0, delayed: 0, dead: 0, finished: false };
  const underWay = new Map<string, Promise<unknown>>();
  let free = atOnce;
  let taken = 0;

  function begin(claimed: ClaimedDelivery[]): void {
    taken += claimed.length;
    free -= claimed.length;
    for (const [endpoint, theirs] of Map.groupBy(claimed, ({ webhook_id }) => webhook_id)) {
      const told = Promise.all(theirs.map(async (delivery) => {
        const step = await deliverOne(deps, delivery, record);
        free += 1;
        if (step !== null) pass[step] += 1;
      }));
      underWay.set(endpoint, told.then(() => underWay.delete(endpoint)));
    }
  }

  try {
    while (taken < maxDeliveries && !isOver()) {
      const claimed = await deliveries.claim(worker, Math.min(free, maxDeliveries - taken), [
        ...underWay.keys(),
      ]);
      begin(claimed);
      if (underWay.size === 0) return { ...pass, finished: true };
      do await Promise.race(underWay.values()); while (free * 2 < atOnce && underWay.size > 0);
    }
    return pass;
  } finally {
    await Promise.all(underWay.values());
  }
}

/** Null: nobody could write down what became of it; when its lease ends it is told once more. */
async function deliverOne(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  record: ReturnType<typeof batchDeliveries>,
) {
  const { log, random } = deps;
  const end = await tryOnce(deps, delivery);
  const result = decideDelivery(end, {
    tries: delivery.tries,
    failures: delivery.failures,
    random: random(),
  });
  const ids = { org_id: delivery.org_id, webhook_id: delivery.webhook_id, delivery_id: delivery.id };
  if (result.step !== "delivered") {
    log.warn("webhook_not_delivered", { ...ids, reason_code: result.reason_code });
  }
  try {
    const isOurs = await record(delivery.id, result);
    return !isOurs ? null : result.step === "retry" ? "delayed" as const : result.step;
  } catch (error) {
    log.error("delivery_not_recorded", { ...ids, ...describeError(error) });
    return null;
  }
}

async function tryOnce(
  { settings, now, resolve, post = postToAddress, timeoutMs }: DeliverDeps,
  { url: address, secrets, event_id, type, occurred_at, data }: ClaimedDelivery,
): Promise<TryEnd> {
  const url = URL.parse(address);
  const allowPrivate = settings.webhooksAllowPrivate;
  if (url === null || (url.protocol === "http:" && !allowPrivate)) {
    return { failure: "address_forbidden", reason: "Its address is not https." };
  }
  const found = await findAddress(url, { allowPrivate, resolve });
  if (!found.ok) return { failure: found.reasonCode, reason: found.reason };
  if (secrets.length === 0) {
    return { failure: "unreachable", reason: "Its secret cannot be read from Vault." };
  }
  const message = signMessage({ eventId: event_id, type, occurredAt: occurred_at, data }, {
    secrets,
    sentAt: now(),
  });
  try {
    return await post({ url, address: found.address, ...message }, timeoutMs);
  } catch (error) {
    return error instanceof EndpointTimeout
      ? { failure: "timed_out", reason: "The endpoint did not answer in time." }
      : { failure: "unreachable", reason: "The endpoint could not be reached, or did not speak HTTP." };
  }
}
