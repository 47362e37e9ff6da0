import { basename, dirname } from "node:path";

const quietMs = 200;

/** Calls `onChange` once after each burst of changes to a file, which need not exist yet. Returns what ends it. */
export function watchFile(path: string, onChange: () => Promise<void>): () => Promise<void> {
  const watcher = Deno.watchFs(dirname(path), { recursive: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = (async () => {
    for await (const event of watcher) {
      if (event.kind === "access" || !event.paths.some((changed) => basename(changed) === basename(path))) {
        continue;
      }
      clearTimeout(timer);
      timer = setTimeout(() => void onChange(), quietMs);
    }
  })();
  return async () => {
    watcher.close();
    await ended;
    clearTimeout(timer);
  };
}
