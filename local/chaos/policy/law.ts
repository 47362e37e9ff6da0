/** Minutes from and to, the second outside. */
export type Minutes = readonly (readonly [from: number, to: number])[];

/** A rule about hours, as `private.policy_rules` has it. Days are YYYY-MM-DD. */
export interface HoursRule {
  id: string;
  jurisdiction: string;
  /** Of the week, from Monday 00:00. */
  week: Minutes;
  /** Of a holiday; null: holidays are as any day. */
  holidayMinutes: Minutes | null;
  holidaySets: readonly string[];
  uniteRegions: boolean;
  validFrom: string;
  validTo: string | null;
}

export interface Holiday {
  jurisdiction: string;
  day: string;
  kind: "public" | "bank" | "state" | "optional";
  certainty: "fixed" | "rule" | "predicted";
}

export interface ZoneOverride {
  zone: string;
  instead: string;
  /** Milliseconds since 1970; `to` null: for ever. */
  from: number;
  to: number | null;
}

/** From and to in milliseconds since 1970. */
export type Span = readonly [from: number, to: number];

/** All that decides when calls on certain terms may begin. */
export interface Terms {
  isMarketing: boolean;
  jurisdictions: readonly string[];
  zones: readonly string[];
  /** Those of this purpose. */
  rules: readonly HoursRule[];
  holidays: readonly Holiday[];
  overrides: readonly ZoneOverride[];
  /** The organisation's own week. */
  week: Minutes | null;
  /** Ids of rules that do not hold for it. */
  loosened: readonly string[];
  blackouts: readonly Span[];
}
