import { go, href } from "../lib/router.ts";
import { texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";

/** From page to page of the list at that address, whose cursor stands in its query; the way back is the browser's history. */
export function Pages(
  { path, query, next }: { path: readonly string[]; query: URLSearchParams; next: string | null },
) {
  const t = texts.value.common;
  const at = (cursor: string | null) => {
    const there = new URLSearchParams(query);
    if (cursor === null) there.delete("cursor");
    else there.set("cursor", cursor);
    return href(path, there);
  };
  if (next === null && !query.has("cursor")) return null;
  return (
    <div class="flex justify-end gap-2">
      {query.has("cursor") && <Button small onClick={() => go(at(null))}>{t.firstPage}</Button>}
      {next !== null && <Button small icon="right" onClick={() => go(at(next))}>{t.nextPage}</Button>}
    </div>
  );
}
