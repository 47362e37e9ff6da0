import type { LiveCall } from "../_shared/calls/agent-tool-store.ts";
import { phoneRef } from "../_shared/phone/phone-cipher.ts";
import { readTimeWords } from "../_shared/policy/read-time-words.ts";
import type { Tool } from "./tool.ts";

/**
 * Books a call at the time that the person asked for, or the next at which they may be called, and says the real one. One call
 * of a call: asked again, it moves.
 */
export const callMeLater: Tool = async ({ agentTools, cipher }, call, { when, timezone }) => {
  const terms = await agentTools.readTerms(call, timezone);
  if (terms === null) return undefined;
  const time = when === undefined
    ? undefined
    : readTimeWords(when, { now: terms.moment, localNow: terms.local_moment });
  if (time === undefined) {
    return { ok: false, say: "On which day and at what time would you like to be called?" };
  }
  const phone = await cipher.decrypt(phoneRef(terms.org_id, terms.schedule_id), terms.contact_phone_enc);
  const id = await idOfLaterCall(call);
  const answer = await agentTools.callLater(call, {
    id,
    phoneEnc: await cipher.encrypt(phoneRef(terms.org_id, id), phone),
    ...time,
    zone: terms.zone,
  });
  switch (answer.outcome) {
    case "booked":
      return { ok: true, say: `We will call you on ${sayTime(answer.at, answer.zone)}.` };
    case "invalid":
      return { ok: false, say: "That time cannot be booked. Which other day and time would suit you?" };
    case "forbidden":
      return { ok: false, say: "This number is not called any more, so no call can be booked." };
    case "not_found":
      return undefined;
  }
};

/** The same for every request of one call: sent twice it is booked once. */
async function idOfLaterCall({ callRef }: LiveCall): Promise<string> {
  const text = new TextEncoder().encode(`call_me_later\0${callRef}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  const hex = Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-8$3-8$4-$5");
}

/** `Sunday, 29 November at 5:00 pm`, by the person's clock. */
function sayTime(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone });
  const clock = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone });
  return `${day.format(at)} at ${clock.format(at).toLowerCase().replaceAll("\u202f", " ")}`;
}
