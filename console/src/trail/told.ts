import { trailTexts } from "../texts/trail.ts";

/** What stands somewhere, as a person reads it: words, or a small list of them. */
export type Told = string | ToldItem[];
export interface ToldItem {
  name?: string;
  told: Told;
}

/** In one line: "Monday: 09:00–18:00; Tuesday: no calls". */
export function inOneLine(told: Told): string {
  if (typeof told === "string") return told;
  return told.map(({ name, told }) => name === undefined ? inOneLine(told) : `${name}: ${inOneLine(told)}`)
    .join("; ");
}

/** What became what: of lists only where they differ, by the name of each line, or what came and went. */
export function tellDifference(before: Told | undefined, after: Told | undefined): Told {
  const t = trailTexts.value;
  if (!Array.isArray(before) && !Array.isArray(after)) {
    return t.fromTo(before ?? t.nothing, after ?? t.nothing);
  }
  const [old, now] = [before ?? [], after ?? []].map((told) => typeof told === "string" ? [{ told }] : told);
  const [gone = [], come = []] = [[old ?? [], now ?? []], [now ?? [], old ?? []]].map(
    ([here = [], there = []]) => {
      const others = new Set(there.map((item) => inOneLine([item])));
      return here.filter((item) => !others.has(inOneLine([item])));
    },
  );
  const names = new Set([...gone, ...come].map(({ name }) => name));
  if (names.has(undefined)) {
    return [
      ...gone.map((item) => ({ told: t.removed(inOneLine([item])) })),
      ...come.map((item) => ({ told: t.added(inOneLine([item])) })),
    ];
  }
  const of = (items: readonly ToldItem[], name: string | undefined) =>
    items.find((item) => item.name === name)?.told;
  return [...names].map((name = "") => ({ name, told: tellDifference(of(gone, name), of(come, name)) }));
}
