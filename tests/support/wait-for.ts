/**
 * Asks again every `everyMs` until there is an answer, and returns it; undefined means not yet. Throws when
 * `withinMs` have passed, naming what was waited for: a minute by default, because a busy machine is no failure.
 */
export async function waitFor<Value>(
  what: string,
  ask: () => Value | undefined | Promise<Value | undefined>,
  { withinMs = 60_000, everyMs = 20 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** Asks again every `everyMs` until the condition holds; throws after so many seconds (60), naming what was awaited. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  seconds = 60,
  everyMs = 10,
): Promise<void> {
  const ask = async () => await condition() || undefined;
  await waitFor(what, ask, { withinMs: seconds * 1000, everyMs });
}
