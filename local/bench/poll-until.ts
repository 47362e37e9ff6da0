/** Asks every 20 ms until it is so. Throws after so many seconds. */
export async function pollUntil(condition: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!await condition()) {
    if (Date.now() > deadline) throw new Error(`Not finished after ${seconds} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
