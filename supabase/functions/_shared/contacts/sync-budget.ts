export interface SyncBudget {
  /** True: one more page may be read. */
  takePage(): boolean;
  isOver(): boolean;
}

/** What one invocation may do, shared by all readings that it makes. */
export function createSyncBudget(
  { maxPages, seconds, now }: { maxPages: number; seconds: number; now: () => Date },
): SyncBudget {
  const endsAt = now().getTime() + seconds * 1000;
  let pages = 0;
  const isOver = () => pages >= maxPages || now().getTime() >= endsAt;
  return {
    isOver,
    takePage: () => {
      if (isOver()) return false;
      pages += 1;
      return true;
    },
  };
}
