import { basename, dirname } from "node:path";

const quietMs = 200;

/**
 * Calls `onChange` once after each burst of changes to a file, which need not exist yet, and `onError` where that fails. Returns
 * what ends it, also when a change is under way.
 */
export function watchFile(
  path: string,
  onChange: () => Promise<void>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  const watcher = Deno.watchFs(dirname(path), { recursive: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changing = Promise.resolve();
  const ended = (async () => {
    for await (const event of watcher) {
      if (event.kind === "access" || !event.paths.some((changed) => basename(changed) === basename(path))) {
        continue;
      }
      clearTimeout(timer);
      timer = setTimeout(() => {
        changing = changing.then(onChange).catch(onError);
      }, quietMs);
    }
  })();
  return async () => {
    watcher.close();
    await ended;
    clearTimeout(timer);
    await changing;
  };
}
