import type { WindowGroup } from "./flow.ts";
import { nextOpening, openSeconds } from "./spans.ts";
import { bucketSeconds } from "./waiting-line.ts";

/** When contacts have their turn, if so many a second are let in while anybody may be called, whoever is callable first before others. */
export function paceTurns(groups: readonly WindowGroup[], perSecond: number): WindowGroup[] {
  const waiting = groups.map(({ spans, arrivals }) =>
    arrivals.flatMap(({ at, contacts }) => {
      const opening = nextOpening(spans, at);
      return opening === null ? [] : [{ at: opening, contacts }];
    }).sort((a, b) => a.at - b.at)
  );
  const turns = groups.map(({ spans }) => ({ spans, arrivals: [] as { at: number; contacts: number }[] }));
  for (
    let at = nextTurn(groups, waiting, -Infinity);
    at !== null;
    at = nextTurn(groups, waiting, at + bucketSeconds)
  ) {
    let free = perSecond * bucketSeconds;
    for (const [group, line] of waiting.entries()) {
      const open = openSeconds(groups[group]?.spans ?? [], at, at + bucketSeconds);
      let taken = 0;
      for (let first = line[0]; first && first.at < at + bucketSeconds && free > 0; first = line[0]) {
        const part = Math.min(first.contacts, free, open * perSecond - taken);
        if (part <= 0) break;
        taken += part;
        free -= part;
        first.contacts -= part;
        if (first.contacts <= 1e-9) line.shift();
      }
      if (taken > 0) turns[group]?.arrivals.push({ at: at + bucketSeconds / 2, contacts: taken });
    }
  }
  return turns;
}

/** The next bucket at or after `from` in which somebody waits and may be called; null: none. */
function nextTurn(
  groups: readonly WindowGroup[],
  waiting: readonly (readonly { at: number }[])[],
  from: number,
): number | null {
  const next = waiting.reduce((least, line, group) => {
    const opening = line[0] ? nextOpening(groups[group]?.spans ?? [], Math.max(line[0].at, from)) : null;
    return opening === null ? least : Math.min(least, opening);
  }, Infinity);
  return next === Infinity ? null : Math.max(Math.floor(next / bucketSeconds) * bucketSeconds, from);
}

/** When contacts have their turn, if those of each window are spread evenly over its open time until the end. */
export function spreadTurns(groups: readonly WindowGroup[], until: number): WindowGroup[] {
  return groups.map(({ spans, arrivals }) => ({
    spans,
    arrivals: arrivals.flatMap(({ at, contacts }) => {
      const open = openSeconds(spans, at, until);
      return spans.filter(({ opens, closes }) => closes > at && opens < until).flatMap((span) => {
        const from = Math.max(span.opens, at);
        const to = Math.min(span.closes, until);
        const pieces = Math.ceil((to - from) / bucketSeconds);
        return Array.from({ length: pieces }, (_, piece) => {
          const begins = from + piece * bucketSeconds;
          const ends = Math.min(begins + bucketSeconds, to);
          return { at: (begins + ends) / 2, contacts: contacts * (ends - begins) / open };
        });
      });
    }),
  }));
}
