import { type Signal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ApiProblem, isAborted, toProblem } from "../api/problem.ts";
import { place } from "./router.ts";
import { countWrites } from "./writes.ts";

/** What one question has been answered with; the last answer stays while it is asked anew. */
export interface Answer<T> {
  data: Signal<T | undefined>;
  /** Why the last question was not answered; undefined as soon as one is. */
  problem: Signal<ApiProblem | undefined>;
  loading: Signal<boolean>;
  reload(): Promise<void>;
}

interface Entry<T> extends Answer<T> {
  users: number;
  /** When it was asked before anything shows it: the first that does, soon after, takes what comes of that. */
  aheadAt: number;
  abort: AbortController;
  asked: Promise<void> | undefined;
}

export interface Resource<T> {
  /**
   * The answer to a question, asked when it comes onto the screen and whenever something has changed, once however many
   * show it. `key` null: nothing is asked. Answers belong to the organisation of the address.
   */
  use(key: string | null): Answer<T>;
  /** Asks before the screen is there that will show the answer. */
  askAhead(key: string): void;
}

/** How many answers are kept that nothing shows any more: the way back is there at once. */
const keptAnswers = 20;
const everything = new Set<{ reload(): Promise<void>[]; forget(): void }>();

/**
 * Something that is read from the API: `load` is given the key and a signal that ends it.
 *
 * @example
 * const call = resource((id, signal) => answer(api.GET("…/{id}", { params: { path: { ...inOrganization(), id } }, signal })));
 * const { data, problem, reload } = call.use(id);
 */
export function resource<T>(load: (key: string, signal: AbortSignal) => Promise<T>): Resource<T> {
  const entries = new Map<string, Entry<T>>();
  everything.add({
    reload: () => [...entries.values()].filter(({ users }) => users > 0).map((entry) => entry.reload()),
    forget: () => {
      for (const entry of entries.values()) {
        entry.abort.abort();
        entry.data.value = undefined;
      }
      entries.clear();
    },
  });
  const idle = createEntry<T>(() => new Promise(() => {}));
  idle.loading.value = false;

  function open(full: string, key: string): Entry<T> {
    const known = entries.get(full);
    if (known !== undefined) return known;
    const unused = [...entries].filter(([, { users }]) => users === 0);
    for (const [name] of unused.slice(0, Math.max(0, unused.length - keptAnswers))) entries.delete(name);
    const entry = createEntry<T>((signal) => load(key, signal));
    entries.set(full, entry);
    return entry;
  }

  return {
    use(key) {
      const full = key === null ? null : `${place.value.org} ${key}`;
      const entry = full === null || key === null ? idle : open(full, key);
      useEffect(() => {
        if (entry === idle) return;
        entry.users += 1;
        if (!isComing(entry)) void entry.reload();
        entry.aheadAt = 0;
        return () => {
          entry.users -= 1;
          if (entry.users === 0) entry.abort.abort();
        };
      }, [entry]);
      return entry;
    },
    askAhead(key) {
      const entry = open(`${place.peek().org} ${key}`, key);
      entry.aheadAt = Date.now();
      void entry.reload();
    },
  };
}

const soonMs = 10_000;

/** It was asked ahead a moment ago, and is answered or about to be. */
function isComing<T>({ aheadAt, asked, data }: Entry<T>): boolean {
  return Date.now() - aheadAt < soonMs && (asked !== undefined || data.peek() !== undefined);
}

function createEntry<T>(load: (signal: AbortSignal) => Promise<T>): Entry<T> {
  const entry: Entry<T> = {
    data: signal<T | undefined>(undefined),
    problem: signal<ApiProblem | undefined>(undefined),
    loading: signal(true),
    users: 0,
    aheadAt: 0,
    abort: new AbortController(),
    asked: undefined,
    reload: () => {
      if (entry.abort.signal.aborted) {
        entry.abort = new AbortController();
        entry.asked = undefined;
      }
      if (entry.asked === undefined) {
        const asked = ask(entry, load).finally(() => {
          if (entry.asked === asked) entry.asked = undefined;
        });
        entry.asked = asked;
      }
      return entry.asked;
    },
  };
  return entry;
}

async function ask<T>(entry: Entry<T>, load: (signal: AbortSignal) => Promise<T>): Promise<void> {
  const { signal } = entry.abort;
  entry.loading.value = true;
  try {
    for (let tries = 0; tries < 5; tries += 1) {
      const before = countWrites();
      const answer = await load(signal);
      if (signal.aborted) return;
      // Something was written meanwhile: this may be what was true before it.
      if (before !== countWrites() && tries < 4) continue;
      entry.data.value = answer;
      entry.problem.value = undefined;
      break;
    }
  } catch (error) {
    if (signal.aborted || isAborted(error)) return;
    entry.problem.value = toProblem(error);
  } finally {
    if (!signal.aborted) entry.loading.value = false;
  }
}

/** Everything that is on the screen is asked anew. */
export async function reloadAll(): Promise<void> {
  await Promise.all([...everything].flatMap(({ reload }) => reload()));
}

/** What a page keeps beside its answers goes with them. */
export function whenForgotten(forget: () => void): void {
  everything.add({ reload: () => [], forget });
}

/** For another person or organisation: nothing of before is kept. */
export function forgetAll(): void {
  for (const { forget } of everything) forget();
}
