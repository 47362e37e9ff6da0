/**
 * Lets work be done one at a time, in the order in which it was asked for. What fails keeps no other from its turn.
 *
 * @example
 * const inTurn = createTurns();
 * const [first, second] = await Promise.all([inTurn(() => claim()), inTurn(() => claim())]);
 */
export function createTurns(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
}
