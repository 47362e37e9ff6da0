import { backoffSeconds } from "../platform/backoff.ts";
import type { Code } from "../platform/codes.ts";
import type { DeliveryResult } from "./delivery-store.ts";
import type { EndpointAnswer } from "./post-to-address.ts";

/** How one try ended: an answer, or why there is none. */
export type TryEnd = EndpointAnswer | { failure: Failure; reason: string };
type Failure = Exclude<Code<"delivery_reason">, "refused" | "redirected" | "gone" | "given_up">;

/** Seconds: the longest wait of a message, and of a whole endpoint. Three days of tries are some twenty. */
const longestWait = 6 * 3600;
const longestHold = 3600;

/**
 * What becomes of a message after a try. Any 2xx is a delivery; 410 says that nobody is there any more. Everything else is tried
 * again, ever more seldom, until it is three days old (`claim_webhook_deliveries` gives it up). What is wrong with the endpoint
 * and not with the message holds everything else for it too, so that a thousand messages do not knock at a closed door.
 */
export function decideDelivery(
  end: TryEnd,
  { tries, failures, random }: { tries: number; failures: number; random: number },
): DeliveryResult {
  if (!("status" in end)) return retry(end.failure, end.reason, null, true);
  const { status, retryAfterSeconds } = end;
  if (status >= 200 && status < 300) return { step: "delivered", http_status: status };
  if (status === 410) {
    return {
      step: "dead",
      http_status: status,
      reason_code: "gone",
      reason: "The endpoint answered 410: it is gone.",
    };
  }
  if (status >= 300 && status < 400) {
    return retry("redirected", `The endpoint answered ${status}: redirects are not followed.`, end, true);
  }
  const isMessage = status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
  return retry("refused", `The endpoint answered ${status}.`, { status, retryAfterSeconds }, !isMessage);

  function retry(
    reasonCode: Code<"delivery_reason">,
    reason: string,
    answer: EndpointAnswer | null,
    holds: boolean,
  ): DeliveryResult {
    const retryAfterSeconds = answer?.retryAfterSeconds ?? null;
    const seconds = backoffSeconds({ attempt: tries, random, retryAfterSeconds, maxSeconds: longestWait });
    const hold = backoffSeconds({
      attempt: failures + 1,
      random,
      retryAfterSeconds,
      maxSeconds: longestHold,
    });
    return {
      step: "retry",
      seconds,
      hold_seconds: holds ? hold : 0,
      http_status: answer?.status ?? null,
      reason_code: reasonCode,
      reason,
    };
  }
}
