import { describeError, type Logger } from "../platform/log.ts";
import { contactPhoneRef, type PhoneCipher, phoneRef } from "./phone-cipher.ts";
import { PhoneKeyError } from "./phone-keys.ts";
import type {
  ClosedNumber,
  MovedNumber,
  RotationStanding,
  RotationStep,
  RotationStore,
} from "./rotation-store.ts";

export interface RotateDeps {
  rotations: RotationStore;
  cipher: PhoneCipher;
  log: Logger;
}

export interface RotateOptions {
  /** Asked before each step. */
  isOver?: () => boolean;
  /** Numbers of a step (100): all of one are moved in one transaction, which holds those that it moves. */
  batch?: number;
  onStep?: (standing: RotationStanding) => void;
}

export interface RotationPass {
  moved: number;
  /** They cannot be opened, and stay under their old key. */
  unreadable: number;
  /** False: more is to be done now. */
  finished: boolean;
}

/**
 * Moves stored numbers to a new key, step by step, until nothing is to be done now or time is over. Any number of them at once; one
 * that is killed is begun again by another. Throws a `PhoneKeyError` before anything is moved where a key is not the right one, and a
 * `DatabaseError`.
 */
export async function rotateNumbers(
  deps: RotateDeps,
  { isOver = () => false, batch = 100, onStep = () => {} }: RotateOptions = {},
): Promise<RotationPass> {
  const { rotations, cipher } = deps;
  const { wrong } = await cipher.checkKeys();
  if (wrong.length > 0) throw new PhoneKeyError("phone_key_wrong", wrong);
  const pass: RotationPass = { moved: 0, unreadable: 0, finished: false };
  while (!isOver()) {
    const step = await rotations.next(batch);
    if (step === null) return { ...pass, finished: true };
    const moved = (await Promise.all(step.numbers.map((number) => moveNumber(deps, step, number)))).flat();
    pass.moved += moved.length;
    pass.unreadable += step.numbers.length - moved.length;
    const standing = await rotations.keep({ ...step, numbers: moved });
    if (standing !== null) onStep(standing);
  }
  return pass;
}

async function moveNumber(
  { cipher, log }: RotateDeps,
  { setting, place }: RotationStep,
  { key, org_id, bound_to, closed }: ClosedNumber,
): Promise<MovedNumber[]> {
  const ref = place === "contact" ? contactPhoneRef(org_id, bound_to) : phoneRef(org_id, bound_to);
  try {
    const phone = await cipher.decrypt(ref, closed);
    if (setting === "PHONE_ENCRYPTION_KEYS") return [{ key, closed, anew: await cipher.encrypt(ref, phone) }];
    const pair = await cipher.pairHashes(org_id, phone);
    if (pair) return [pair];
  } catch (error) {
    log.error("number_not_moved", { place, org_id, row: key, ...describeError(error) });
  }
  return [];
}
