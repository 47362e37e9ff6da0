/**
 * Why there is no data. `not_found`: Bolna does not know the id. `refused`: any other 4xx. `unavailable`: no answer,
 * 3xx or 5xx. `unreadable`: 2xx with something else in it. `message` is redacted and at most 500 characters.
 */
export interface BolnaFailure {
  ok: false;
  kind: "not_found" | "refused" | "unavailable" | "unreadable";
  status: number | null;
  message: string;
}
export type BolnaResult<Data> = { ok: true; data: Data } | BolnaFailure;
