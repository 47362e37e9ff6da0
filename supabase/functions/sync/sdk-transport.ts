import { Client } from "@hubspot/api-client";
import { createFetchTransport, type HubspotAddress } from "../_shared/hubspot/fetch.ts";
import type { HubspotAnswer, HubspotRequest, HubspotSend } from "../_shared/hubspot/exchange.ts";

/**
 * HubSpot's own client, for what may be repeated. Its typed methods know only version 3, so everything goes by
 * `apiRequest`, which reaches the current one. It has no time-out: a request that takes longer is given up here and ends
 * by itself. Creates go by plain `fetch`, on a connection of their own: a kept one may be used twice without our knowing.
 */
export function createSdkTransport({ apiUrl, token }: HubspotAddress): HubspotSend {
  // One attempt, not one retry: whether and when to ask again is decided by the account's limits, outside.
  const client = new Client({ accessToken: token, basePath: apiUrl, numberOfApiCallRetries: 1 });
  const sendCreate = createFetchTransport({ apiUrl, token });

  async function request({ method, path, body }: HubspotRequest): Promise<HubspotAnswer> {
    const response = await client.apiRequest({ method, path, body });
    // A body that breaks off must not hide its status.
    const text = await response.text().catch(() => "");
    return { status: response.status, headers: response.headers, text };
  }

  return (wanted) => (wanted.repeatable ? within(wanted.timeoutMs, request(wanted)) : sendCreate(wanted));
}

/** The result of work that takes no longer than so many milliseconds; throws a TimeoutError else. */
async function within<Value>(timeoutMs: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new DOMException("The request took too long.", "TimeoutError")),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
