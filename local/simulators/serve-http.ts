import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** Thrown by a handler to close the socket without a byte of an answer. */
export class DropConnection extends Error {}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** Cuts every open connection and stops listening. */
  close(): Promise<void>;
}

/** Answers one request; `request.signal` aborts when the client goes away or the server closes. */
export type Handle = (request: Request) => Promise<Response>;

/**
 * Serves a fetch-style handler on 127.0.0.1. Built on `node:http` because a simulator must be able to drop a
 * socket before the status line, which `Deno.serve` cannot do.
 *
 * @param port 0 takes any free port.
 * @throws {Error} when the port is busy.
 */
export async function serveHttp(port: number, handle: Handle): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(new Error(`Cannot listen on 127.0.0.1:${port}`, { cause })));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const listening = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://127.0.0.1:${listening}`,
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(handle: Handle, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  try {
    const response = await handle(await readRequest(incoming, gone.signal));
    const body = new Uint8Array(await response.arrayBuffer());
    if (gone.signal.aborted) return;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(body);
  } catch (error) {
    if (gone.signal.aborted) return;
    if (error instanceof DropConnection) {
      outgoing.socket?.destroy();
      return;
    }
    outgoing.writeHead(500, { "content-type": "text/plain" });
    outgoing.end(`The simulator itself failed: ${error}`);
  }
}

async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return new Request(new URL(incoming.url ?? "/", `http://${incoming.headers.host ?? "127.0.0.1"}`), {
    method: incoming.method ?? "GET",
    headers,
    body: chunks.length > 0 ? new Blob(chunks) : null,
    signal,
  });
}
