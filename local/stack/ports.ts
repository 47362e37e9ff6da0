import { StackError } from "./stack-error.ts";

const host = "127.0.0.1";

/** Throws StackError naming the port and its variable when something listens there already. */
export function assertPortFree(port: number, variable: string): void {
  if (port !== 0 && !isFree(port)) throw portBusy(port, variable);
}

export function portBusy(port: number, variable: string): StackError {
  return new StackError(
    `Port ${port} is in use by another program: stop that one, or set ${variable} to a free port.`,
  );
}

// Below those that systems hand out by themselves, to whoever connects or listens next.
const lowestPort = 20_000;
const portCount = 12_000;
let tried = Math.floor(Math.random() * portCount);

/** A port that was free a moment ago, for servers that cannot be asked to choose one themselves; another one each time. */
export function findFreePort(): number {
  for (let tries = 0; tries < portCount; tries++) {
    const port = lowestPort + tried++ % portCount;
    if (isFree(port)) return port;
  }
  throw new StackError(`No port from ${lowestPort} to ${lowestPort + portCount - 1} is free.`);
}

/** False while something listens there. */
export function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: host, port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}
