import { Button } from "../../components/Button.tsx";
import { go, href } from "../../lib/router.ts";
import { texts } from "../../texts/texts.ts";

/** From page to page of a list that goes forward by a cursor; the way back is the browser's history. */
export function Pages(
  { part, query, next }: { part: readonly string[]; query: URLSearchParams; next: string | null },
) {
  const t = texts.value.common;
  const at = (cursor: string | null) => {
    const there = new URLSearchParams(query);
    if (cursor === null) there.delete("cursor");
    else there.set("cursor", cursor);
    return href(["settings", ...part], there);
  };
  if (next === null && !query.has("cursor")) return null;
  return (
    <div class="flex justify-end gap-2">
      {query.has("cursor") && <Button small onClick={() => go(at(null))}>{t.toFirstPage}</Button>}
      {next !== null && <Button small icon="right" onClick={() => go(at(next))}>{t.nextPage}</Button>}
    </div>
  );
}
