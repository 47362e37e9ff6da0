import { isPurpose, usualTopic } from "../calls/terms.ts";
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { answer, api, inOrganization } from "../api/client.ts";
import { type ApiProblem, isAborted, toProblem } from "../api/problem.ts";
import type { CallSchedule, Decision, NewCallSchedule } from "../api/types.ts";
import { readWallTime, toOffsetTime, toWallTime, type WallTime } from "../lib/wall-time.ts";

/** What is filled in; texts as they stand in the fields. */
export interface BookingFields {
  contact_name: string;
  contact_phone: string;
  contact_id: string;
  agent_id: string;
  call_topic: string;
  call_language: string;
  purpose: string;
  auto_trigger_enabled: boolean;
  checkup_threshold_days: string;
  last_checkup_date: string;
}

/** What the judge says of the moment, before anything is pressed. */
export type Verdict =
  | { kind: "none" }
  | { kind: "asking" }
  | { kind: "said"; decision: Decision }
  | { kind: "failed"; problem: ApiProblem };

/** Which of two moments is meant, where a clock shows the same twice or jumps over it. */
export type Half = "first" | "second";

/** The state of the dialog while a call is booked, edited or moved. */
export interface Booking {
  fields: Signal<BookingFields>;
  wall: Signal<WallTime>;
  half: Signal<Half | null>;
  /** The zone in which the wall time is read: the called person's, as far as it is known. */
  zone: Signal<string>;
  /** The person at the keyboard has named it; else it follows what the judge finds out. */
  zoneIsChosen: Signal<boolean>;
  verdict: Signal<Verdict>;
  moments: ReadonlySignal<ReturnType<typeof readWallTime>>;
  /** The instant that will be sent; undefined while day, time or half are missing. */
  at: ReadonlySignal<Date | undefined>;
}

export function createBooking(fields: BookingFields, at: Date, zone: string, zoneIsChosen: boolean): Booking {
  const wall = signal(toWallTime(at, zone));
  const half = signal<Half | null>(null);
  const zoneNow = signal(zone);
  const moments = computed(() => readWallTime(wall.value, zoneNow.value));
  return {
    fields: signal(fields),
    wall,
    half,
    zone: zoneNow,
    zoneIsChosen: signal(zoneIsChosen),
    verdict: signal<Verdict>({ kind: "none" }),
    moments,
    at: computed(() => {
      const found = moments.value;
      if (found === undefined) return undefined;
      if (found.kind === "one") return found.at;
      if (half.value === null) return undefined;
      if (found.kind === "twice") return half.value === "first" ? found.first : found.second;
      return half.value === "first" ? found.before : found.after;
    }),
  };
}

export function emptyFields(agentId: string): BookingFields {
  return {
    contact_name: "",
    contact_phone: "",
    contact_id: "",
    agent_id: agentId,
    call_topic: usualTopic,
    call_language: "en-IN",
    purpose: "",
    auto_trigger_enabled: false,
    checkup_threshold_days: "",
    last_checkup_date: "",
  };
}

export function fieldsOf(call: CallSchedule): BookingFields {
  return {
    contact_name: call.contact_name,
    contact_phone: call.contact_phone ?? "",
    contact_id: call.contact_id,
    agent_id: call.agent_id,
    call_topic: call.call_topic,
    call_language: call.call_language,
    purpose: call.purpose,
    auto_trigger_enabled: call.auto_trigger_enabled,
    checkup_threshold_days: String(call.checkup_threshold_days),
    last_checkup_date: call.last_checkup_date ?? "",
  };
}

/** A number that somebody types: spaces and the like go. */
export function cleanPhone(phone: string): string {
  return phone.replaceAll(/[\s().\-\u2010-\u2015]/g, "").replace(/^00/, "+");
}

/** The body of a booking; null while what the judge needs is missing. */
export function toBody(booking: Booking, ownId: string): NewCallSchedule | null {
  const { fields, zone, zoneIsChosen, at } = booking;
  const phone = cleanPhone(fields.value.contact_phone);
  if (at.value === undefined || phone === "" || fields.value.agent_id === "") return null;
  const { contact_name, contact_id, agent_id, call_topic, call_language, purpose } = fields.value;
  return {
    agent_id,
    contact_id: contact_id.trim() === "" ? ownId : contact_id.trim(),
    contact_name: contact_name.trim(),
    contact_phone: phone,
    scheduled_at: toOffsetTime(at.value, zone.value),
    call_topic: call_topic.trim(),
    call_language: call_language.trim(),
    ...(isPurpose(purpose) ? { purpose } : {}),
    ...(zoneIsChosen.value ? { time_zone: zone.value } : {}),
    ...(fields.value.auto_trigger_enabled
      ? {
        auto_trigger_enabled: true,
        ...(fields.value.checkup_threshold_days === ""
          ? {}
          : { checkup_threshold_days: Number(fields.value.checkup_threshold_days) }),
        ...(fields.value.last_checkup_date === ""
          ? {}
          : { last_checkup_date: fields.value.last_checkup_date }),
      }
      : {}),
  };
}

/** Asks the judge of this booking at its moment. */
export async function askVerdict(body: NewCallSchedule, signal: AbortSignal): Promise<Verdict | null> {
  try {
    const { decision } = await answer(
      api.POST("/call-scheduling/{org_slug}/call-schedules/check", {
        params: { path: inOrganization() },
        // A name is no part of the verdict, and may not be typed yet.
        body: { ...body, contact_name: body.contact_name === "" ? "?" : body.contact_name },
        signal,
      }),
    );
    return { kind: "said", decision };
  } catch (error) {
    return isAborted(error) || signal.aborted ? null : { kind: "failed", problem: toProblem(error) };
  }
}
