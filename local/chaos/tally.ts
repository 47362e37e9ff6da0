/** What the machine has tried so far, over all runs. */
export function createTally() {
  const counts = new Map<string, number>();
  return {
    add: (name: string, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by),
    get: (name: string): number => counts.get(name) ?? 0,
    /** `name=count` of every name with this prefix, without it, most frequent first. */
    list: (prefix: string): string =>
      [...counts].filter(([name]) => name.startsWith(prefix)).sort(([, a], [, b]) => b - a)
        .map(([name, count]) => `${name.slice(prefix.length)}=${count}`).join(" "),
  };
}

export type Tally = ReturnType<typeof createTally>;
