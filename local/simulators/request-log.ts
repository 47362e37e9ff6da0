/** One request as it arrived, and what became of it. */
export interface LoggedRequest {
  /** Unix time in milliseconds. */
  at: number;
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON, the raw text where it was none, null where there was no body. */
  body: unknown;
  /** HTTP status, "dropped" when the socket was closed without one, null while unanswered. */
  answer: number | "dropped" | null;
}

/** Logs the request and hands it on; control requests (`/__simulator/…`) are not logged. */
export async function logRequest(
  log: LoggedRequest[],
  request: Request,
  handle: (request: Request) => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/__simulator/")) return await handle(request);
  const entry: LoggedRequest = {
    at: Date.now(),
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: readBody(await request.clone().text()),
    answer: null,
  };
  log.push(entry);
  try {
    const response = await handle(request);
    entry.answer = response.status;
    return response;
  } catch (error) {
    entry.answer = "dropped";
    throw error;
  }
}

function readBody(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
