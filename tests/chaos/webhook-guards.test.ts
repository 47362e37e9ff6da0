import { book } from "../../local/chaos/acts.ts";
import { makeCampaign, stepCampaign } from "../../local/chaos/campaign-acts.ts";
import { checkDeliveries } from "../../local/chaos/check-deliveries.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { breakFunction, dropTrigger } from "../../local/chaos/take-guard-away.ts";
import { elsewhere } from "../../local/chaos/virtual-receivers.ts";
import * as hooks from "../../local/chaos/webhook-acts.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";

// As guards.test.ts: what holds the promises about webhooks, with receivers that fail, hang and lie.

const db = await startChaosDatabase();
const { sql } = db;
const ours = { organization: 0 };
const hour = 3600;
const day = 24 * hour;
const claim = (guard: string | RegExp, instead: string) =>
  breakFunction(sql, "public.claim_webhook_deliveries", guard, instead);
const record = (guard: string | RegExp, instead: string) =>
  breakFunction(sql, "public.record_delivery", guard, instead);

const guards: Omit<Guard, "livesOn">[] = [
  {
    name: "the trigger at a call's end, an endpoint never hears of it",
    breaks: /an endpoint is told what was committed/,
    remove: () => dropTrigger(sql, "public.call_schedules", "call_schedules_tell_of_end"),
    history: async (world) => {
      await hooks.addEndpoint(world, ours);
      await cancelCalls(world, 1);
    },
  },
  {
    name: "whose endpoints they are, an organisation hears of another's calls",
    breaks: /an endpoint is told what was committed/,
    remove: () => breakFunction(sql, "private.enter_webhook_event", "w.org_id = p_org_id and", ""),
    history: async (world) => {
      await hooks.addEndpoint(world, { organization: 1 });
      await hooks.addEndpoint(world, ours);
      await cancelCalls(world, 1);
    },
  },
  {
    name: "what an endpoint asked for, it is told all there is",
    breaks: /an endpoint is told what was committed/,
    remove: () => breakFunction(sql, "private.enter_webhook_event", "p_type = any (w.events) and", ""),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, events: ["call.completed"] });
      await cancelCalls(world, 1);
    },
  },
  {
    name: "the lease, what a dead worker was to tell is never told",
    breaks: /each event reaches each endpoint that is well/,
    remove: () =>
      claim(
        /k\.state in \('pending', 'sending'\) and k\.next_try_at/g,
        "k.state = 'pending' and k.next_try_at",
      ),
    history: async (world) => {
      await hooks.addEndpoint(world, ours);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world, { step: 1, when: "after" });
    },
  },
  {
    name: "the reading of the answer, what an endpoint refused is taken for told",
    breaks: /told is what the endpoint said it has/,
    sabotage: {
      deliveries: (store) => ({
        ...store,
        record: (id, worker) => store.record(id, worker, { step: "delivered", http_status: 200 }),
      }),
    },
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "closes" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the order of each subject, a campaign's news come the wrong way about",
    breaks: /of one subject in its order/,
    remove: () =>
      claim(/and not exists \(\s*select from public\.webhook_deliveries earlier.*?'sending'\)\)/s, ""),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, { ...ours, manner: "refuses" });
      const campaign = await makeCampaign(world, { ...ours, numbers: [1] });
      await hooks.deliverTick(world);
      Object.assign(endpoint, { manner: "well" });
      await stepCampaign(world, campaign, ["pause"]);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the switch in the claim, an endpoint that is off is told",
    breaks: /nothing goes to an endpoint that is off/,
    remove: () => claim("w.is_active and", ""),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, { ...ours, manner: "broken" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
      await hooks.switchEndpoint(world, endpoint, false);
      await world.pass(60);
      // What is due at another one has the worker come.
      await hooks.addEndpoint(world, ours);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the switch where events are entered, an endpoint hears what happened while it was off",
    breaks: /an endpoint is told what was committed/,
    remove: () => breakFunction(sql, "private.enter_webhook_event", "and w.is_active", ""),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, ours);
      await hooks.switchEndpoint(world, endpoint, false);
      await cancelCalls(world, 1);
      await hooks.switchEndpoint(world, endpoint, true);
    },
  },
  {
    name: "the waits, what failed is tried again and again",
    breaks: /what failed waits ever longer/,
    remove: () => record("then now_is + make_interval(secs => r.seconds::double precision)", "then now_is"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "refuses" });
      await cancelCalls(world, 1);
      for (const seconds of [0, 1, 1]) {
        await world.pass(seconds);
        await hooks.deliverTick(world);
      }
    },
  },
  {
    name: "the rest of an endpoint that failed, a closed door is knocked at without end",
    breaks: /an endpoint that failed is left alone for a while/,
    remove: () => claim("and w.held_until <= now_is", ""),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "broken" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
      await cancelCalls(world, 1);
      await world.finish([world.start("deliver", hooks.deliverOnce)]);
    },
  },
  {
    name: "the one message of an endpoint that fails, all that waits knocks at once",
    breaks: /a closed door is knocked at by one message/,
    remove: () => claim("case when w.failures > 0 then 1 else p_per_endpoint end", "p_per_endpoint"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "unreachable" });
      await cancelCalls(world, 3);
      await hooks.deliverTick(world);
      await world.pass(60);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the most that one endpoint is told at once, one that hangs holds up another",
    breaks: /no endpoint holds up another/,
    remove: () => claim("order by k.position limit w.most", "order by k.position"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "hangs" });
      await cancelCalls(world, 55);
      await hooks.addEndpoint(world, ours);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the day of a secret that was replaced, it signs for ever",
    breaks: /each message is signed with the secrets of its moment/,
    remove: () =>
      claim(
        "case when w.old_secret_until > now_is then private.read_token(w.old_secret_id) end",
        "private.read_token(w.old_secret_id)",
      ),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, ours);
      await hooks.rotateSecret(world, endpoint);
      await world.pass(day + 1);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the secret of before, a receiver that still has that one refuses what it is told",
    breaks: /each message is signed with the secrets of its moment/,
    remove: () =>
      breakFunction(
        sql,
        "public.save_webhook",
        "w.old_secret_id := w.secret_id;",
        "w.old_secret_id := private.keep_webhook_secret(p_secret);",
      ),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, ours);
      await hooks.rotateSecret(world, endpoint);
      await hooks.rotateSecret(world, endpoint);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the three days, what nobody takes is told for ever",
    breaks: /after three days it is given up/,
    remove: () => claim(/interval '3 days'/g, "interval '30 days'"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "broken" });
      await cancelCalls(world, 1);
      await passTelling(world, 3.3 * day);
    },
  },
  {
    name: "the five days, an endpoint that fails for ever stays on",
    breaks: /an endpoint that fails for five days is switched off/,
    remove: () => record(/interval '5 days'/g, "interval '500 days'"),
    history: failForDays,
  },
  {
    name: "the notice, nobody hears that an endpoint was switched off",
    breaks: /that an endpoint was switched off is told to the others/,
    remove: () => record(/perform private\.raise_alert\(.*?\)\);/s, "null;"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "gone", events: ["call.cancelled"] });
      await hooks.addEndpoint(world, ours);
      await world.pass(60);
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the reading of 410, an endpoint that says it is gone is told on",
    breaks: /410 switches the endpoint off/,
    remove: () =>
      record("when r.reason_code = 'gone' then 'gone'::public.webhook_off_code", "when false then null"),
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "gone" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the event's id in a replay, a receiver cannot know what it has",
    breaks: /what is heard is what was entered/,
    remove: () =>
      breakFunction(
        sql,
        "public.replay_delivery",
        "p_webhook_id, d.event_id, d.type",
        "p_webhook_id, chaos.gen_random_uuid(), d.type",
      ),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, { ...ours, manner: "loses" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
      await hooks.replay(world, endpoint, 1);
    },
  },
  {
    name: "whose a delivery is by now, a worker that woke up late undoes what another has told",
    breaks: /what was told stays told/,
    remove: () => record("and k.worker = p_worker and k.state = 'sending'", ""),
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, { ...ours, manner: "closes" });
      await cancelCalls(world, 1);
      const late = { step: 2, when: "after", frozenSeconds: 300 } as const;
      await world.finish([world.start("deliver", hooks.deliverOnce, late)]);
      Object.assign(endpoint, { manner: "well" });
      await world.pass(61);
      await hooks.deliverTick(world);
      await passTelling(world, 600);
    },
  },
  {
    name: "the look at the address, a name that turned to a network of its own is followed there",
    breaks: /no delivery goes to a private address/,
    sabotage: { allowPrivate: true },
    history: async (world) => {
      const endpoint = await hooks.addEndpoint(world, ours);
      Object.assign(endpoint, { place: "private" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
  {
    name: "the end at a redirect, an endpoint leads a delivery elsewhere",
    breaks: /redirects are not followed/,
    sabotage: {
      post: (post) => async (given, timeoutMs) => {
        const answer = await post(given, timeoutMs);
        return answer.status === 307
          ? await post({ ...given, url: new URL(`https://${elsewhere}/`) })
          : answer;
      },
    },
    history: async (world) => {
      await hooks.addEndpoint(world, { ...ours, manner: "redirects" });
      await cancelCalls(world, 1);
      await hooks.deliverTick(world);
    },
  },
];

testGuards(db, guards.map((guard) => ({ ...guard, livesOn })));

/** The receivers are well again, and all that waits is told. */
async function livesOn(world: World): Promise<void> {
  world.receivers.endFaults();
  await passTelling(world, 8 * hour);
  await checkDeliveries(world);
}

/** More ticks than whatever waits as it should needs. */
const mostTicks = 60;

/** As long, with the ticks that find something to tell. */
async function passTelling(world: World, seconds: number): Promise<void> {
  const end = world.time.now() + seconds * 1000;
  for (let ticks = 0; ticks < mostTicks && world.time.now() < end; ticks++) {
    await hooks.deliverTick(world);
    const next = await hooks.findNextTelling(world);
    await world.pass((Math.min(end, Math.max(next, world.time.now() + 10_000)) - world.time.now()) / 1000);
  }
}

async function failForDays(world: World): Promise<void> {
  await hooks.addEndpoint(world, { ...ours, manner: "broken", events: ["call.cancelled"] });
  await hooks.addEndpoint(world, ours);
  for (const _ of [0, 1]) {
    await cancelCalls(world, 1);
    await passTelling(world, 2.6 * day);
  }
}

let booked = 0;

/** So many calls booked for later, and cancelled. */
async function cancelCalls(world: World, many: number): Promise<void> {
  for (let count = 0; count < many; count++) {
    await book(world, { ...ours, number: 1 + booked++ % 6, dueIn: 20 * day, outcome: "answered" });
  }
  await world.syncClock();
  const user = world.db.users[0];
  if (user === undefined) throw new RangeError("There is no admin.");
  await user`select public.cancel_call_schedule(s.id, false) from public.call_schedules s where s.call_status = 'scheduled'`;
}
