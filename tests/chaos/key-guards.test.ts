import { book } from "../../local/chaos/acts.ts";
import { tick } from "../../local/chaos/calm-down.ts";
import * as keys from "../../local/chaos/key-acts.ts";
import { suppress } from "../../local/chaos/policy-acts.ts";
import { startChaosDatabase } from "../../local/chaos/start-chaos-database.ts";
import { breakFunction } from "../../local/chaos/take-guard-away.ts";
import type { World } from "../../local/chaos/world.ts";
import { type Guard, testGuards } from "./guard.ts";

// As guards.test.ts: what holds while the index key of phone numbers is changed.

const db = await startChaosDatabase();
const { sql } = db;
const one = { organization: 0, number: 1, dueIn: 0, outcome: "answered" } as const;
const move = (guard: string | RegExp, instead: string) =>
  breakFunction(sql, "private.move_phone_hashes", guard, instead);
/** The trigger of calls and attempts takes what it is given. */
const takeAnyHash = () =>
  breakFunction(
    sql,
    "private.take_new_contact_phone_hash",
    "new.contact_phone_hash := private.hold_phone_hash(new.contact_phone_hash);",
    "",
  );

const guards: Guard[] = [
  {
    name:
      "the move of do-not-call entries, a call that is booked by the new hash reaches whoever asked not to be called",
    breaks: /no suppressed number is dialled/,
    remove: () => move(/update public\.suppressions x set.*?is null;/s, ""),
    history: async (world) => {
      await suppress(world, { ...one, scope: "all", contactId: undefined, seconds: null });
      await changeKey(world);
      await book(world, one).catch(() => {});
      await tick(world);
    },
  },
  {
    name: "the exchange of a hash that was read before, a call stands under the hash that its number had",
    breaks: /a number has rows under one hash/,
    remove: takeAnyHash,
    history: async (world) => {
      await keys.beginKeyChange(world);
      await world.pass(601);
      // Who asks for its hash has the number moved.
      await book(world, { ...one, dueIn: 7200 });
      await keys.bookByOldHash(world, { ...one, dueIn: 7200 });
    },
  },
  {
    name: "the move of live attempts, a number is called twice at a time",
    breaks: /one live attempt for a schedule and a number/,
    remove: () => move(/update public\.call_attempts t set.*?t\.contact_phone_hash = n\.old_hash;/s, ""),
    history: async (world) => {
      world.mailbox.hold(true);
      await book(world, one);
      await tick(world);
      await changeKey(world);
      await book(world, one);
      await tick(world);
    },
  },
  {
    name: "the fingerprint by the key of before, a request that is sent again is refused",
    breaks: /an Idempotency-Key is known again/,
    sabotage: {
      ciphers: (ciphers) => ({ ...ciphers, both: { ...ciphers.both, formerFingerprint: undefined } }),
    },
    history: async (world) => {
      await keys.sendAgain(world, 1);
      await keys.beginKeyChange(world);
      await keys.sendAgain(world, 1);
    },
  },
];

testGuards(db, guards);

/** To the last number that the worker finds, in the hands of one that dies half way. */
async function changeKey(world: World): Promise<void> {
  await keys.beginKeyChange(world);
  await world.pass(601);
  await keys.moveNumbers(world, { fate: { step: 3, when: "after" } });
  for (let runs = 0; runs < 3; runs++) await keys.moveNumbers(world, {});
}
