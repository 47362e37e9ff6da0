import { consoleHeaders } from "./console-headers.ts";

/** The built console in memory, by the path of each address. */
export type ConsoleFiles = ReadonlyMap<string, { body: Uint8Array<ArrayBuffer>; type: string }>;

/** What the page reads before it starts; `apiUrl` and `functionsUrl` may lead from its own address. */
export interface ConsoleConfig {
  apiUrl: string;
  functionsUrl: string;
  publishableKey: string;
  realtime: boolean;
  name: string;
}

const types = new Map([
  ["html", "text/html; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["svg", "image/svg+xml"],
]);

/**
 * Reads what `deno task console` has built, once: no path of a request ever touches the disk. What has no type of ours
 * (Vite's manifest, the host's _headers) is not served.
 */
export async function readConsoleFiles(dist: string): Promise<ConsoleFiles> {
  const files = new Map<string, { body: Uint8Array<ArrayBuffer>; type: string }>();
  async function read(folder: string, path: string): Promise<void> {
    for await (const entry of Deno.readDir(folder)) {
      const type = types.get(/\.(\w+)$/.exec(entry.name)?.[1] ?? "");
      if (entry.isDirectory) await read(`${folder}/${entry.name}`, `${path}${entry.name}/`);
      else if (type !== undefined) {
        files.set(path + entry.name, { body: await Deno.readFile(`${folder}/${entry.name}`), type });
      }
    }
  }
  await read(dist, "/");
  const index = files.get("/index.html");
  if (index === undefined) throw new Error(`${dist} has no index.html.`);
  files.set("/", index);
  return files;
}

/** The answer with one of the files or with the settings of this stack; undefined when the path is none of the console's. */
export function answerWithConsole(
  files: ConsoleFiles,
  config: ConsoleConfig,
  { method, path }: { method: string; path: string },
): Response | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const headers = consoleHeaders();
  if (path === "/config.json") {
    return Response.json(config, { headers: { ...headers, "cache-control": "no-cache" } });
  }
  const file = files.get(path);
  if (file === undefined) return undefined;
  // The name of an asset changes with its content.
  const cache = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  return new Response(file.body, {
    headers: { ...headers, "content-type": file.type, "cache-control": cache },
  });
}
