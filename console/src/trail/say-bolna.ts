import { isKnown } from "../reasons/is-known.ts";
import { trailTexts } from "../texts/trail.ts";

/** "call recipient hung up" of "Call recipient hungup": what Bolna's own pages and records spell in several ways. */
export function plainWords(said: string): string {
  return said.toLowerCase().replace(/[_\s-]+/g, " ").replace(/\bhung ?up\b/, "hung up").replace(
    /\bhang ?up\b/,
    "hang up",
  ).replace(/\bcancelled\b/, "canceled").replace(/[.\s]+$/, "").trim();
}

function say(words: Record<string, string>, said: string): string {
  const plain = plainWords(said);
  return isKnown(plain, words) ? words[plain] ?? "" : trailTexts.value.bolnaSaid(said);
}

/** Why and by whom the call was ended, as Bolna tells it; what is not known here stands quoted as what it is. */
export function sayHangup(reason: string): string {
  return say(trailTexts.value.bolna.hangups, reason);
}

/** How it went, which Bolna has said since October 2026: its words are those of its statuses, of why calls end, or newer than both. */
export function sayTermination(how: string): string {
  const { statuses, hangups } = trailTexts.value.bolna;
  return say({ ...hangups, ...statuses }, how);
}

export function sayHungUpBy(who: string): string {
  return say(trailTexts.value.bolna.hungUpBy, who);
}

export function sayBolnaStatus(status: string): string {
  return say(trailTexts.value.bolna.statuses, status);
}
