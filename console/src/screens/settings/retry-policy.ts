import type { Database } from "../../api/types.ts";

export type Json = Database["public"]["Tables"]["organizations"]["Row"]["retry_policy"];

/** What came of a try, after which another may follow. */
export const categories = ["no_answer", "busy", "voicemail", "failed", "absent", "undialled"] as const;
export type Category = (typeof categories)[number];

/** As it is typed: empty where the usual holds. */
export interface Tries {
  count: string;
  /** Waits in minutes, with commas between them. */
  minutes: string;
}

/** By what came of a try, and what else is stored, which stays as it is. */
export type RetryPolicy = Record<Category, Tries> & { rest: { [key: string]: Json } };

export function readRetryPolicy(stored: Json): RetryPolicy {
  const all = toObject(stored);
  const read = (category: Category): Tries => {
    const given = toObject(all[category]);
    const minutes = Array.isArray(given.minutes) ? given.minutes : [];
    return {
      count: typeof given.max_retries === "number" ? `${given.max_retries}` : "",
      minutes: minutes.join(", "),
    };
  };
  const isCategory = (key: string) => categories.some((category) => category === key);
  return {
    no_answer: read("no_answer"),
    busy: read("busy"),
    voicemail: read("voicemail"),
    failed: read("failed"),
    absent: read("absent"),
    undialled: read("undialled"),
    rest: Object.fromEntries(Object.entries(all).filter(([key]) => !isCategory(key))),
  };
}

/** As it is stored; what is left empty is left out, so that the usual holds. */
export function writeRetryPolicy(policy: RetryPolicy): { [key: string]: Json } {
  const chosen = categories.flatMap((category): [string, Json][] => {
    const { count, minutes } = policy[category];
    if (count.trim() === "") return [];
    const waits = minutes.split(",").map((wait) => wait.trim()).filter((wait) => wait !== "").map(Number);
    return [[category, { max_retries: Number(count), minutes: waits }]];
  });
  return { ...policy.rest, ...Object.fromEntries(chosen) };
}

function toObject(value: Json | undefined): { [key: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
