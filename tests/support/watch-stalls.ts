const everyMs = 20;

/**
 * Watches how long this machine itself stands still: `longestMs` is by how much a timer of this process was late at
 * worst. What must happen within a second can be asked for beyond that only.
 */
export function watchStalls(): { longestMs: () => number } & Disposable {
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
  return { longestMs: () => Math.ceil(longest), [Symbol.dispose]: () => clearTimeout(timer) };
}
