import * as z from "zod";
import type { ServiceDatabase } from "../platform/database.ts";
import { createFunctionCaller } from "../platform/function-caller.ts";
import type { NumberHashes } from "./hash-numbers.ts";

/** What a number is known by under the index key of before and the one of now. */
export interface HashPair {
  /** Null: the hash without an organisation is asked for. */
  org_id: string | null;
  old_hash: string | null;
  new_hash: string | null;
  old_global_hash: string;
  new_global_hash: string;
}

/** Says which of the two each number has, in their order. */
export type ChooseHashes = (pairs: HashPair[]) => Promise<string[]>;

/** Asks the database, which moves a number to the new key first where it can. Throws a `DatabaseError`. */
export function createHashChooser(db: ServiceDatabase): ChooseHashes {
  const call = createFunctionCaller(db);
  return async (pairs) => await call(z.array(z.string()), "use_phone_hashes", { p_numbers: pairs });
}

/** Where there is no database to ask, and no change of keys goes on. */
export const chooseNew: ChooseHashes = (pairs) =>
  Promise.resolve(pairs.map((pair) => pair.new_hash ?? pair.new_global_hash));

/** Everything that a number is known by. */
export async function pairHashes(
  former: NumberHashes,
  current: NumberHashes,
  orgId: string | null,
  e164: string,
): Promise<HashPair> {
  const [old_hash, new_hash, old_global_hash, new_global_hash] = await Promise.all([
    orgId === null ? null : former.hash(orgId, e164),
    orgId === null ? null : current.hash(orgId, e164),
    former.globalHash(e164),
    current.globalHash(e164),
  ]);
  return { org_id: orgId, old_hash, new_hash, old_global_hash, new_global_hash };
}

/** Numbers of one question to the database. */
const most = 100;

/**
 * Hashes while the index key is changed. Those that are asked for at once, such as an import's, go to the database together.
 */
export function createPairedHashes(former: NumberHashes, current: NumberHashes, choose: ChooseHashes) {
  type Waiting = {
    pair: Promise<HashPair>;
    resolve: (hash: string) => void;
    reject: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    for (let start = 0; start < batch.length; start += most) {
      const part = batch.slice(start, start + most);
      try {
        const hashes = await choose(await Promise.all(part.map(({ pair }) => pair)));
        part.forEach(({ resolve, reject }, place) => {
          const hash = hashes[place];
          if (hash === undefined) reject(new Error("The database gave fewer hashes than numbers."));
          else resolve(hash);
        });
      } catch (error) {
        for (const { reject } of part) reject(error);
      }
    }
  }

  return (orgId: string | null, e164: string): Promise<string> =>
    new Promise((resolve, reject) => {
      waiting.push({ pair: pairHashes(former, current, orgId, e164), resolve, reject });
      if (waiting.length === 1) setTimeout(flush);
    });
}
