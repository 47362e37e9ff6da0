import { useKeys } from "../lib/keys.ts";
import { go, href } from "../lib/router.ts";
import { texts } from "../texts/texts.ts";
import { Button } from "./Button.tsx";

/**
 * From page to page of the list at that address, whose cursor stands in its query; the way back is the browser's history. What must
 * not stand in an address goes along as `state`. `]` and `[` turn pages too.
 */
export function Pages({ path, query, next, state = {} }: {
  path: readonly string[];
  query: URLSearchParams;
  next: string | null;
  state?: Record<string, string>;
}) {
  const t = texts.value.common;
  const at = (cursor: string | null) => {
    const there = new URLSearchParams(query);
    if (cursor === null) there.delete("cursor");
    else there.set("cursor", cursor);
    return href(path, there);
  };
  const turn = (cursor: string | null) => go(at(cursor), { state });
  const isFirst = !query.has("cursor");
  useKeys({
    "]": () => next !== null && turn(next),
    "[": () => isFirst || history.back(),
  });
  if (next === null && isFirst) return null;
  return (
    <div class="flex justify-end gap-2">
      {!isFirst && <Button small onClick={() => turn(null)}>{t.firstPage}</Button>}
      {next !== null && <Button small icon="right" onClick={() => turn(next)}>{t.nextPage}</Button>}
    </div>
  );
}
