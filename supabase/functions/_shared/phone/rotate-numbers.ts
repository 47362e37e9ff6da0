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
  /** Asked before each step, with how many numbers were made so far. */
  isOver?: (numbers: number) => boolean;
  /**
   * Numbers of a step, all of which are moved in one transaction that holds them. Without it as many as are moved in some 50 ms, of
   * 50 to 400: whoever writes one of them waits no longer than a tenth of a second.
   */
  batch?: number;
  onStep?: (standing: RotationStanding) => void;
  /** In milliseconds (`performance.now`). */
  clock?: () => number;
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
  { isOver = () => false, batch, onStep = () => {}, clock = () => performance.now() }: RotateOptions = {},
): Promise<RotationPass> {
  const { rotations, cipher } = deps;
  const { wrong } = await cipher.checkKeys();
  if (wrong.length > 0) throw new PhoneKeyError("phone_key_wrong", wrong);
  const pass: RotationPass = { moved: 0, unreadable: 0, finished: false };
  let size = batch ?? 100;
  let made: MadeStep | null = null;
  while (!isOver(pass.moved + pass.unreadable)) {
    made ??= await makeStep(deps, size);
    if (made === null) return { ...pass, finished: true };
    const { step, moved }: MadeStep = made;
    pass.moved += moved.length;
    pass.unreadable += step.numbers.length - moved.length;
    const startedAt = clock();
    // What comes behind is read, opened and hashed while the database writes this.
    [, made] = await Promise.all([
      rotations.keep({ ...step, numbers: moved }).then((standing) => {
        if (moved.length > 0) size = batch ?? fitSize(size, clock() - startedAt);
        if (standing !== null) onStep(standing);
      }),
      makeStep(deps, size, step),
    ]);
  }
  return pass;
}

interface MadeStep {
  step: RotationStep;
  moved: MovedNumber[];
}

/** The next step, behind `after`, its numbers opened and hashed or closed anew. Null: there is none. */
async function makeStep(deps: RotateDeps, size: number, after?: RotationStep): Promise<MadeStep | null> {
  const step = await deps.rotations.next(size, after);
  if (step === null) return null;
  const moved = await Promise.all(step.numbers.map((number) => moveNumber(deps, step, number)));
  return { step, moved: moved.flat() };
}

/** Numbers of the next step after one of so many took so many milliseconds. */
function fitSize(size: number, milliseconds: number): number {
  const factor = milliseconds < 45 ? 1.5 : milliseconds > 90 ? 0.5 : 1;
  return Math.round(Math.min(400, Math.max(50, size * factor)));
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
