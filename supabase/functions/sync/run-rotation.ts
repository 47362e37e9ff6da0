import type { Dependencies } from "../_shared/dependencies.ts";
import { rotateNumbers, type RotationPass } from "../_shared/phone/rotate-numbers.ts";

/** One run takes as long, in seconds, and as many numbers: a request of the hosted runtime has 2 s of CPU. */
const budgetSeconds = 20;
const mostNumbers = 3_000;

/** One run of the worker that moves numbers to a new key; what is left is for a fresh one. */
export async function runRotation(deps: Dependencies): Promise<RotationPass> {
  const { workers, now, log } = deps;
  const until = now().getTime() + budgetSeconds * 1000;
  const run = await workers.beginRun("rotation", `rotation-${crypto.randomUUID()}`);
  const pass = await rotateNumbers(deps, {
    isOver: (numbers) => numbers >= mostNumbers || now().getTime() >= until,
  });
  await workers.finishRun(run, { ...pass, finished: Number(pass.finished) });
  log.info("rotation_finished", { ...pass });
  return pass;
}
