/** Resolves after so many real seconds (Infinity: never), or as soon as the signal aborts. Leaves no timer behind. */
export function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = Number.isFinite(seconds) ? setTimeout(() => finish(), seconds * 1000) : undefined;
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    signal.addEventListener("abort", finish);
  });
}
