import type { LoggedRequest } from "../request-log.ts";
import { kindOf } from "./request-kind.ts";

/** For each kind of request how many arrived, and how many of them got which answer. */
export type RequestCounts = Record<string, { total: number; answers: Record<string, number> }>;

export function countRequests(requests: readonly LoggedRequest[]): RequestCounts {
  const counts: RequestCounts = {};
  for (const { method, path, answer } of requests) {
    const count = counts[kindOf(method, path).name] ??= { total: 0, answers: {} };
    const name = String(answer ?? "unanswered");
    count.total += 1;
    count.answers[name] = (count.answers[name] ?? 0) + 1;
  }
  return counts;
}
