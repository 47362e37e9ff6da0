import type { HubspotAnswer, HubspotRequest, HubspotSend } from "./exchange.ts";
import { sendOnce } from "../platform/send-once.ts";

export interface HubspotAddress {
  /** Such as `https://api.hubapi.com`; the simulator in tests. */
  apiUrl: string;
  token: string;
}

/** Plain `fetch`: all that sweep and call-scheduling need of HubSpot, at a tenth of the start-up time of its SDK. */
export function createFetchTransport({ apiUrl, token }: HubspotAddress): HubspotSend {
  return async ({ method, path, body, timeoutMs, repeatable }: HubspotRequest): Promise<HubspotAnswer> => {
    const headers = new Headers({ authorization: `Bearer ${token}`, accept: "application/json" });
    if (body !== undefined) headers.set("content-type", "application/json");
    const response = await fetch(`${apiUrl.replace(/\/+$/, "")}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      // Sent a second time, a create would leave two records.
      ...(repeatable ? {} : sendOnce),
    });
    // A body that breaks off must not hide its status.
    const text = await response.text().catch(() => "");
    return { status: response.status, headers: response.headers, text };
  };
}
