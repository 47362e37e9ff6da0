import type { Code } from "../../_shared/platform/codes.ts";

export type RequestKind = Code<"request_kind">;

/** Which limit a request is counted under, besides that of all: it is known before any route is, so that one question asks for both. */
export function requestKind(method: string, path: string): RequestKind {
  if (method !== "POST") return "any";
  if (/\/call-schedules(\/[^/]+\/execute|\/trigger-overdue)$/.test(path)) return "dial";
  return path.endsWith("/call-schedules") ? "booking" : "any";
}
