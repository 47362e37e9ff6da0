/**
 * What a request that must not be sent twice is given to `fetch` with: a connection of its own. Deno 2.9 by itself sends a request
 * a second time when a kept connection closes without an answer (seen with 2.9.6, not with 2.1.14); this client keeps none, so
 * that none is ever used again. One client for all: making one for each request took twice the processor time (0.167 ms against
 * 0.083). The hosted runtime (2.1) may lack `createHttpClient`, and does not repeat.
 *
 * @example await fetch(url, { method: "POST", ...sendOnce });
 */
export const sendOnce: { client?: Deno.HttpClient } = typeof Deno.createHttpClient === "function"
  ? { client: Deno.createHttpClient({ poolMaxIdlePerHost: 0, http2: false }) }
  : {};
