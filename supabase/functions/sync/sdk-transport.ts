import { HttpClient } from "@hubspot/api-client/lib/src/services/http/HttpClient.js";
import { Request } from "@hubspot/api-client/lib/src/services/http/Request.js";
import { createFetchTransport, type HubspotAddress } from "../_shared/hubspot/fetch.ts";
import type { HubspotAnswer, HubspotRequest, HubspotSend } from "../_shared/hubspot/exchange.ts";

/**
 * HubSpot's own client, for what may be repeated. Its typed methods know only version 3, and with them it is 4.6 MB of the
 * bundle: what is used is the HTTP client below them, which reaches every version. It sends once, and has no time-out: a
 * request that takes longer is given up here and ends by itself. Creates go by plain `fetch`, on a connection of their
 * own: a kept one may be used twice without our knowing.
 */
export function createSdkTransport({ apiUrl, token }: HubspotAddress): HubspotSend {
  const sendCreate = createFetchTransport({ apiUrl, token });

  async function request({ method, path, body }: HubspotRequest): Promise<HubspotAnswer> {
    const response = await HttpClient.send(
      new Request({ accessToken: token, basePath: apiUrl }, { method, path, body }),
    );
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
