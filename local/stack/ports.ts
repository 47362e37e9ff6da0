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
const rangeSize = 100;
const rangeCount = 120;

/** Of this process alone, which holds its first port for that: what is free a moment ago is not somebody else's now. */
let own: { first: number; holder: Deno.Listener } | undefined;
let tried = 0;

/** A port that was free a moment ago, for servers that cannot be asked to choose one themselves; another one each time. */
export function findFreePort(): number {
  own ??= holdRange();
  for (let tries = 1; tries < rangeSize; tries++) {
    const port = own.first + 1 + tried++ % (rangeSize - 1);
    if (isFree(port)) return port;
  }
  throw new StackError(`No port from ${own.first} to ${own.first + rangeSize - 1} is free.`);
}

function holdRange() {
  const start = Math.floor(Math.random() * rangeCount);
  for (let range = start; range < start + rangeCount; range++) {
    const first = lowestPort + (range % rangeCount) * rangeSize;
    const holder = listen(first);
    if (holder !== undefined) return { first, holder };
  }
  throw new StackError(`No port from ${lowestPort} to ${lowestPort + rangeCount * rangeSize - 1} is free.`);
}

/** False while something listens there. */
export function isFree(port: number): boolean {
  const listener = listen(port);
  listener?.close();
  return listener !== undefined;
}

/** Undefined while something listens there. */
function listen(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ hostname: host, port });
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return undefined;
    throw error;
  }
}
