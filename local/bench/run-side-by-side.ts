/** Does the work for each item, so many at a time, and gives each one's duration in milliseconds, in order. */
export async function runSideBySide<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<number[]> {
  const durations: number[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) {
      const startedAt = performance.now();
      await work(item);
      durations[index] = performance.now() - startedAt;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return durations;
}
