import type { components, Database } from "../api/types.ts";

type Words = Database["public"]["Enums"];
export type ReasonCode = Words["reason_code"];
/** What can be wrong with a field. */
export type FieldCode = components["schemas"]["FieldProblem"]["code"];
/** Why the API refuses, but for what the judge says and what HubSpot does, which have their texts already. */
export type ProblemCode = Exclude<
  components["schemas"]["Error"]["code"],
  ReasonCode | Exclude<Words["contact_sync_reason"], "not_found">
>;

/** What a sentence is made of, as it is read; what is not known is left out, and the sentence does without. */
export type ReasonFacts = Partial<
  Record<
    | "attempts"
    | "calls"
    | "certainty"
    | "city"
    | "closes"
    | "country"
    | "days"
    | "deadline"
    | "from"
    | "holiday"
    | "kind"
    | "lastCheckup"
    | "lastOutcome"
    | "lines"
    | "local"
    | "missing"
    | "missingYear"
    | "moment"
    | "nearest"
    | "period"
    | "place"
    | "places"
    | "purpose"
    | "reason"
    | "registry"
    | "to"
    | "topic"
    | "until"
    | "via"
    | "weekday"
    | "when"
    | "whose"
    | "window"
    | "zones",
    string
  >
>;

/** A text for every word of the closed lists that say why; a language that lacks one does not compile. */
export interface ReasonTexts {
  /** Whose hours, limits and days they are; any other is a place. */
  owners: Record<string, string>;
  waitsUntil: (moment: string) => string;
  codes: Record<ReasonCode, (facts: ReasonFacts) => string>;
  attention: Record<Words["attention_code"], string>;
  alerts: Record<Words["alert_code"], (value: string, subject: string) => string>;
  /** A pause that came by itself, by the word beside its reason. */
  stops: Record<string, string>;
  pauses: Record<Exclude<Words["campaign_pause_code"], "by_user">, string>;
  syncs: Record<Words["contact_sync_reason"], string>;
  outbox: Record<Words["outbox_reason"], string>;
  deliveries: Record<Words["delivery_reason"], string>;
  warnings: Record<string, (count: string) => string>;
  /** In place of a sentence of the server's, in a language that it does not speak. */
  newer: string;
  problems: Record<ProblemCode, string>;
  /** What functions of the database refuse, which a page calls directly. */
  refusals: Record<Words["refusal_code"], string>;
  /** What is wrong with one field; `limit` is the most or the least that it may be. */
  fields: Record<FieldCode, (limit: string) => string>;
  /** What a person knows a field of the API by, where its fault does not stand beside it. */
  fieldNames: Record<string, string>;
}
