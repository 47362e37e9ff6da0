import { HubspotError } from "./hubspot-error.ts";
import type { Settings } from "./settings.ts";

export const POLICIES = ["SECONDLY", "TEN_SECONDLY_ROLLING", "DAILY"] as const;
export type Policy = (typeof POLICIES)[number];

/** The account's three limits: searches of one second, requests of one key in ten, requests of one day. */
export class RateLimits {
  #searches: number[] = [];
  readonly #bursts = new Map<string, number[]>();
  #day = "";
  #today = 0;
  readonly #days: Intl.DateTimeFormat;

  constructor(
    timeZone: string,
    private readonly now: () => number,
    private readonly settings: () => Settings,
  ) {
    this.#days = new Intl.DateTimeFormat("en-CA", { timeZone });
  }

  /** Counts the request; the limit it meets when there is one, and then it is not counted. */
  take(token: string, isSearch: boolean): Policy | undefined {
    const { searchesPerSecond, otherAppSearchesPerSecond, requestsPerTenSeconds, requestsPerDay } = this
      .settings();
    const now = this.now();
    if (requestsPerDay !== null && this.usedToday() >= requestsPerDay) return "DAILY";
    if (isSearch) {
      this.#searches = this.#searches.filter((at) => at > now - 1000);
      const budget = searchesPerSecond === null ? Infinity : searchesPerSecond - otherAppSearchesPerSecond;
      if (this.#searches.length >= budget) return "SECONDLY";
      this.#searches.push(now);
    } else {
      const burst = this.#burstOf(token);
      if (burst.length >= (requestsPerTenSeconds ?? Infinity)) return "TEN_SECONDLY_ROLLING";
      burst.push(now);
    }
    this.#today += 1;
    return undefined;
  }

  /** Requests since the account's midnight. */
  usedToday(): number {
    const day = this.#days.format(this.now());
    if (day !== this.#day) {
      this.#day = day;
      this.#today = 0;
    }
    return this.#today;
  }

  /** What HubSpot says of the limits on every answer but a search's. */
  headers(token: string): Record<string, string> {
    const { requestsPerTenSeconds: burst, requestsPerDay: daily } = this.settings();
    const headers: Record<string, string> = { "x-hubspot-ratelimit-interval-milliseconds": "10000" };
    if (burst !== null) {
      headers["x-hubspot-ratelimit-max"] = `${burst}`;
      headers["x-hubspot-ratelimit-remaining"] = `${Math.max(0, burst - this.#burstOf(token).length)}`;
    }
    if (daily !== null) {
      headers["x-hubspot-ratelimit-daily"] = `${daily}`;
      headers["x-hubspot-ratelimit-daily-remaining"] = `${Math.max(0, daily - this.usedToday())}`;
    }
    return headers;
  }

  #burstOf(token: string): number[] {
    const since = this.now() - 10_000;
    const burst = (this.#bursts.get(token) ?? []).filter((at) => at > since);
    this.#bursts.set(token, burst);
    return burst;
  }
}

/** The 429 of a limit, as the settings shape it. */
export function tooManyRequests(policy: Policy, settings: Settings): RateLimitError {
  return new RateLimitError(policy, settings);
}

class RateLimitError extends HubspotError {
  constructor(private readonly policy: Policy, private readonly settings: Settings) {
    const { retryAfter } = settings;
    const headers: Record<string, string> = retryAfter === null ? {} : { "retry-after": `${retryAfter}` };
    super(429, "RATE_LIMITS", `You have reached your ${policy.toLowerCase()} limit.`, {}, headers);
  }

  /** Unlike every other error this one has an `errorType`, and a category only by some sources. */
  override toBody(): Record<string, unknown> {
    const { category, ...body } = super.toBody();
    return {
      ...body,
      errorType: "RATE_LIMIT",
      requestId: crypto.randomUUID(),
      ...(this.settings.rateLimitPolicyName ? { policyName: this.policy } : {}),
      ...(this.settings.rateLimitCategory ? { category } : {}),
    };
  }
}
