/** PostgreSQL's shutdown codes, and what a write to a connection that is gone or not there yet ends in. */
const lostConnection = [
  "57P01",
  "57P02",
  "57P03",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
];

/** One line tells of all that are lost about then. */
const quietMs = 5_000;

/**
 * The database's driver asks every new connection for its types and writes to it without a catch: one that is killed in
 * that moment would end the process, although the next query simply connects again. Call it before the first connection.
 */
export function surviveLostConnections(log: (line: string) => void): void {
  let saidAt = -Infinity;
  globalThis.addEventListener("unhandledrejection", (event) => {
    const reason: unknown = event.reason;
    if (!(reason instanceof Error) || !lostConnection.includes(String(Reflect.get(reason, "code")))) return;
    event.preventDefault();
    if (performance.now() - saidAt < quietMs) return;
    saidAt = performance.now();
    log("A database connection was lost; the next query makes a new one.");
  });
}
