import assert from "node:assert/strict";
import { createLogger } from "../../supabase/functions/_shared/platform/log.ts";
import { deliverEvents } from "../../supabase/functions/_shared/webhooks/deliver-events.ts";
import type { ClaimedDelivery } from "../../supabase/functions/_shared/webhooks/delivery-schemas.ts";
import type { DeliveryStore } from "../../supabase/functions/_shared/webhooks/delivery-store.ts";

const log = createLogger({ functionName: "deliver", level: "error", write: () => {} });

/** Endpoints with so many deliveries each, of which a claim gives ten; and what was asked of the store. */
function waitingAt(counts: Record<string, number>) {
  const waiting = Object.entries(counts).flatMap(([host, count]) =>
    Array.from({ length: count }, (_, index): ClaimedDelivery => ({
      id: `${host}-${index}`,
      org_id: null,
      webhook_id: host,
      event_id: `${host}-${index}`,
      type: "call.completed",
      data: {},
      occurred_at: new Date(0),
      tries: 1,
      created_at: new Date(0),
      url: `https://${host}.test/`,
      failures: 0,
      secrets: ["whsec_b25lb25lb25lb25lb25lb25lb25lb25l"],
    }))
  );
  const claims: string[][] = [];
  const alone: string[] = [];
  const together: string[][] = [];
  const deliveries: DeliveryStore = {
    claim: (_worker, limit, except = []) => {
      const taken: ClaimedDelivery[] = [];
      for (const delivery of [...waiting]) {
        const theirs = taken.filter(({ webhook_id }) => webhook_id === delivery.webhook_id).length;
        if (taken.length === limit || theirs === 10 || except.includes(delivery.webhook_id)) continue;
        taken.push(delivery);
        waiting.splice(waiting.indexOf(delivery), 1);
      }
      claims.push(taken.map(({ id }) => id));
      return Promise.resolve(taken);
    },
    record: (id) => Promise.resolve(Boolean(alone.push(id))),
    recordTold: (told) => {
      together.push(told.map(({ id }) => id));
      return Promise.resolve(told.map(() => true));
    },
  };
  return { deliveries, claims, alone, together };
}

const outside = {
  settings: { webhooksAllowPrivate: false, batchWrites: true },
  log,
  now: () => new Date(0),
  random: () => 0,
  resolve: () => Promise.resolve(["203.0.114.7"]),
};

Deno.test("an endpoint that is slow waits for itself alone: the others are told all there is meanwhile", async () => {
  const store = waitingAt({ slow: 20, quick: 200 });
  const answer = Promise.withResolvers<void>();
  let told = 0;
  const pass = await deliverEvents({
    ...outside,
    deliveries: store.deliveries,
    atOnce: 30,
    post: async ({ url }) => {
      if (url.host === "slow.test") await answer.promise;
      else if (++told === 200) answer.resolve();
      return { status: 204, retryAfterSeconds: null };
    },
  });
  assert.deepEqual(pass, { delivered: 220, delayed: 0, dead: 0, finished: true });
});

Deno.test("what was told side by side is written in one transaction, and what was not by itself", async () => {
  const store = waitingAt({ one: 10, two: 10, broken: 3 });
  const pass = await deliverEvents({
    ...outside,
    deliveries: store.deliveries,
    post: ({ url }) =>
      Promise.resolve({ status: url.host === "broken.test" ? 500 : 200, retryAfterSeconds: null }),
  });
  assert.deepEqual(pass, { delivered: 20, delayed: 3, dead: 0, finished: true });
  assert.equal(store.alone.length + store.together.flat().length, 23);
  assert.ok(store.alone.length <= 4, `${store.alone.length} were written alone`);
  assert.ok(store.alone.filter((id) => id.startsWith("broken")).length === 3);
});

Deno.test("one pass takes no more than it may, and waits for what it has taken", async () => {
  const store = waitingAt({ one: 100, two: 100 });
  const pass = await deliverEvents({
    ...outside,
    deliveries: store.deliveries,
    maxDeliveries: 50,
    post: () => Promise.resolve({ status: 200, retryAfterSeconds: null }),
  });
  assert.deepEqual(pass, { delivered: 50, delayed: 0, dead: 0, finished: false });
});
