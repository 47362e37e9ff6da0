/**
 * Asks again every few milliseconds until there is an answer, and returns it; undefined means not yet. Throws when
 * `withinMs` have passed, naming what was waited for.
 */
export async function waitFor<Value>(
  what: string,
  ask: () => Value | undefined | Promise<Value | undefined>,
  { withinMs = 10_000 }: { withinMs?: number } = {},
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
