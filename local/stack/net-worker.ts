import postgres, { type Sql } from "postgres";

interface QueuedRequest {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | null;
  timeout_milliseconds: number;
}

const batchSize = 200;
const safetyPollMs = 1_000;

/**
 * Plays pg_net's background worker: sends what `net.http_request_queue` holds once its transaction has committed, at
 * most once, and writes each answer to `net._http_response`, where it stays for six hours. Returns what ends it.
 */
export async function startNetWorker(
  dbUrl: string,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  const sql = postgres(dbUrl, {
    // It asks on every new connection without a catch: a connection killed in that moment would end the whole stack.
    fetch_types: false,
    max: 3,
    onnotice: () => {},
    connection: { application_name: "pg_net stand-in" },
  });
  const leaving = new AbortController();
  const drainer = createDrainer(sql, leaving.signal, log);
  await sql.listen("net_http_request_queue", drainer.drain, drainer.drain);
  // A notification that was lost while the connection was away is made up for.
  const timer = setInterval(drainer.drain, safetyPollMs);
  return async () => {
    clearInterval(timer);
    leaving.abort();
    // First: a query whose connection was lost may never be answered, and this ends it.
    await sql.end({ timeout: 1 });
    await drainer.settled();
  };
}

function createDrainer(sql: Sql, signal: AbortSignal, log: (line: string) => void) {
  let running: Promise<void> | undefined;
  let again = false;
  let isLost = false;
  const sending = new Set<Promise<void>>();

  const drainOnce = async () => {
    const requests = await takeBatch(sql);
    for (const request of requests) {
      const sent = send(sql, request, signal).finally(() => sending.delete(sent));
      sending.add(sent);
    }
    again ||= requests.length === batchSize;
    isLost = false;
  };
  const run = async () => {
    do {
      again = false;
      await drainOnce().catch((error) => {
        if (!isLost && !signal.aborted) log(`net: the queue could not be read: ${error.message}`);
        isLost = true;
      });
    } while (again && !signal.aborted);
    running = undefined;
  };
  return {
    drain: () => {
      again = true;
      running ??= run();
    },
    settled: async () => {
      await running;
      await Promise.allSettled(sending);
    },
  };
}

/** Taken and forgotten in one statement: a crash after it loses the requests, as pg_net's unlogged queue does. */
async function takeBatch(sql: Sql): Promise<QueuedRequest[]> {
  return await sql<QueuedRequest[]>`
    delete from net.http_request_queue
    where id in (select id from net.http_request_queue order by id limit ${batchSize} for update skip locked)
    returning id, method, url, headers, body, timeout_milliseconds`;
}

async function send(sql: Sql, request: QueuedRequest, leaving: AbortSignal): Promise<void> {
  const timeout = AbortSignal.timeout(request.timeout_milliseconds);
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.any([timeout, leaving]),
    });
    const content = await answer.text();
    await sql`
      insert into net._http_response (id, status_code, content_type, headers, content, timed_out)
      values (${request.id}, ${answer.status}, ${answer.headers.get("content-type")},
        ${sql.json(Object.fromEntries(answer.headers))}, ${content}, false)`;
    await sql`delete from net._http_response where created < now() - interval '6 hours'`;
  } catch (error) {
    if (leaving.aborted) return;
    const message = timeout.aborted
      ? `Timeout of ${request.timeout_milliseconds} ms reached`
      : error instanceof Error
      ? error.message
      : String(error);
    await sql`
      insert into net._http_response (id, timed_out, error_msg)
      values (${request.id}, ${timeout.aborted}, ${message})`.catch(() => {});
  }
}
