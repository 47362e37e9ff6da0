const ticksPerSecond = 100;

interface ProcessTime {
  pid: number;
  parent: number;
  seconds: number;
}

/** Seconds of processor time by part of the system, up to now. Empty where there is no /proc. */
export async function readProcessorTime(): Promise<Map<string, number>> {
  const processes = await readProcesses();
  const times = new Map<string, number>();
  for (const { pid, parent, seconds } of processes.values()) {
    const part = pid === Deno.pid
      ? "gateway and benchmark"
      : parent === Deno.pid
      ? await namePart(pid)
      : undefined;
    if (part !== undefined) times.set(part, seconds + sumChildren(part === "Postgres" ? pid : 0, processes));
  }
  return times;
}

/** What each part used between two readings, greatest first, as `Postgres 4.1 s, sweep 3.0 s`. */
export function formatProcessorTime(
  before: Map<string, number>,
  after: Map<string, number>,
  calls: number,
): string {
  const used = [...after].map(([part, seconds]) => ({ part, seconds: seconds - (before.get(part) ?? 0) }))
    .filter(({ seconds }) => seconds > 0.05).toSorted((one, other) => other.seconds - one.seconds);
  return used.map(({ part, seconds }) =>
    `${part} ${seconds.toFixed(1)} s (${(seconds * 1000 / calls).toFixed(2)} ms)`
  )
    .join(", ");
}

async function readProcesses(): Promise<Map<number, ProcessTime>> {
  const processes = new Map<number, ProcessTime>();
  if (Deno.build.os !== "linux") return processes;
  for await (const { name } of Deno.readDir("/proc")) {
    const text = /^\d+$/.test(name) ? await Deno.readTextFile(`/proc/${name}/stat`).catch(() => "") : "";
    // After the name in parentheses: state, parent, …, utime, stime and those of children that have ended.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    const seconds = (user + system + endedUser + endedSystem) / ticksPerSecond;
    if (fields.length > 15) {
      processes.set(Number(name), { pid: Number(name), parent: Number(fields[1]), seconds });
    }
  }
  return processes;
}

function sumChildren(parent: number, processes: Map<number, ProcessTime>): number {
  return [...processes.values()].filter((child) => child.parent === parent && parent !== 0)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

async function namePart(pid: number): Promise<string | undefined> {
  const words = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
  if (words.includes("data-api.ts")) return "Data API";
  if (words.includes("bolna-server.ts")) return "HTTP server";
  if (words.includes("receiver-server.ts")) return "receiver";
  if (words.includes("hubspot-server.ts")) return "HubSpot simulator";
  if (/\bpostgres\0/.test(words)) return "Postgres";
  return /\/functions\/([a-z-]+)\/index\.ts/.exec(words)?.[1];
}
