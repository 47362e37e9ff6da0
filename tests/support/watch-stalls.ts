const everyMs = 20;
/** A call passes through so many processes on its way: the database, the Data API, the sweep, the simulator. */
const hops = 4;

/**
 * Watches how long this machine itself stands still: `longestMs` is by how much a timer of this process was late at
 * worst. What must happen within a second can be asked for beyond that only, and `onTheWayMs` is what a call may have lost
 * to it: each process that it passes through may have waited as long.
 */
export function watchStalls(): { longestMs: () => number; onTheWayMs: () => number } & Disposable {
  let longest = 0;
  let timer: ReturnType<typeof setTimeout>;
  const arm = () => {
    const dueAt = performance.now() + everyMs;
    timer = setTimeout(() => {
      longest = Math.max(longest, performance.now() - dueAt);
      arm();
    }, everyMs);
  };
  arm();
  return {
    longestMs: () => Math.ceil(longest),
    onTheWayMs: () => hops * Math.ceil(longest),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
