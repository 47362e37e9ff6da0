import { StackError } from "./stack-error.ts";

const host = "127.0.0.1";

/** Throws StackError naming the port and its variable when something listens there already. */
export function assertPortFree(port: number, variable: string): void {
  if (port === 0) return;
  try {
    Deno.listen({ hostname: host, port }).close();
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) throw portBusy(port, variable);
    throw error;
  }
}

export function portBusy(port: number, variable: string): StackError {
  return new StackError(
    `Port ${port} is in use by another program: stop that one, or set ${variable} to a free port.`,
  );
}

/** A port that was free a moment ago, for servers that cannot be asked to choose one themselves. */
export function findFreePort(): number {
  const listener = Deno.listen({ hostname: host, port: 0 });
  try {
    return listener.addr.port;
  } finally {
    listener.close();
  }
}
