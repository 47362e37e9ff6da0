import type { ChooseHashes } from "../../supabase/functions/_shared/phone/choose-hashes.ts";
import type { PhoneCipher } from "../../supabase/functions/_shared/phone/phone-cipher.ts";
import type { ChaosDatabase } from "./start-chaos-database.ts";

/** Which index keys the functions are set with: the one of before, both while it is changed, the new one alone. */
export type KeyStage = "old" | "both" | "new";

/** The keys of one world. A worker keeps those that it began with. */
export function createKeyRing(
  db: ChaosDatabase,
  { old, both, next }: ChaosDatabase["ciphers"],
  chooseAsWorker: ChooseHashes,
) {
  let stage: KeyStage = "old";
  let isOver = false;

  const chooseAsUser: ChooseHashes = async (pairs) => {
    const { service } = db;
    const [row] = await service<{ hashes: string[] }[]>`
      select public.use_phone_hashes(${service.json(pairs.map((pair) => ({ ...pair })))}) as hashes`;
    return row?.hashes ?? [];
  };

  /** Each number is a question of its own: those of an import go together by a timer, for which nobody moves the clock here. */
  function openCipher(choose: ChooseHashes): PhoneCipher {
    if (stage !== "both") return stage === "old" ? old : next;
    const ask = async (orgId: string | null, e164: string): Promise<string> => {
      const pair = await both.pairHashes(orgId ?? "", e164);
      const [hash] = pair ? await choose([{ ...pair, org_id: orgId }]) : [];
      if (hash === undefined) throw new Error("The database did not say which hash a number has.");
      return hash;
    };
    return { ...both, hash: ask, globalHash: (e164) => ask(null, e164) };
  }

  return {
    /** With which keys the functions were set when an Idempotency-Key was first sent. */
    asked: new Map<string, KeyStage>(),
    get stage(): KeyStage {
      return stage;
    },
    /** As the database takes them. */
    get checks() {
      return db.checksOf[stage];
    },
    /** Of somebody who is asking now. */
    get cipher(): PhoneCipher {
      return openCipher(chooseAsUser);
    },
    /** Of somebody who has read a number's hash before it moved, if it has. */
    get stillRead(): PhoneCipher {
      return isOver ? next : old;
    },
    /** Nothing is left under the key of before. */
    noteOver: (): void => {
      isOver = true;
    },
    ofWorker: (): PhoneCipher => openCipher(chooseAsWorker),
    change: (to: KeyStage): void => {
      stage = to;
    },
  };
}
