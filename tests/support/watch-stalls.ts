const everyMs = 20;
/** A call passes through so many processes on its way: the database, the Data API, the sweep, the simulator. */
const hops = 4;
/** And it takes so much of a processor's time there, which is shared where others wait for it too. */
const workMs = 400;

/**
 * Watches how long this machine itself stands still: `longestMs` is by how much a timer of this process was late at
 * worst. What must happen within a second can be asked for beyond that only, and `onTheWayMs` is what a call may have lost
 * to it: each process that it passes through may have waited as long, and its work have taken as many times as long as
 * there were others at work for each processor, in the worst second (measured beside fifteen at two processors: up to 3.5 s).
 */
export function watchStalls(): { longestMs: () => number; onTheWayMs: () => number } & Disposable {
  let longest = 0;
  const seconds = new Map<number, { sum: number; looks: number }>();
  let timer: ReturnType<typeof setTimeout>;
  const arm = () => {
    const dueAt = performance.now() + everyMs;
    timer = setTimeout(() => {
      longest = Math.max(longest, performance.now() - dueAt);
      const second = Math.floor(performance.now() / 1000);
      const { sum, looks } = seconds.get(second) ?? { sum: 0, looks: 0 };
      seconds.set(second, { sum: sum + countAtWork(), looks: looks + 1 });
      arm();
    }, everyMs);
  };
  arm();
  const crowd = () =>
    Math.max(
      1,
      ...[...seconds.values()].map(({ sum, looks }) => sum / looks / navigator.hardwareConcurrency),
    );
  return {
    longestMs: () => Math.ceil(longest),
    onTheWayMs: () => hops * Math.ceil(longest) + Math.ceil((crowd() - 1) * workMs),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Threads that are at work or wait for a processor, on the whole machine. */
function countAtWork(): number {
  try {
    const [, atWork] = / (\d+)\/\d+ /.exec(Deno.readTextFileSync("/proc/loadavg")) ?? [];
    return Number(atWork ?? 1);
  } catch {
    return Deno.loadavg()[0] ?? 1; // Not Linux.
  }
}
