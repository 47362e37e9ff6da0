import type { Database } from "../api/types.ts";
import type { AuditedColumn, AuditedTable } from "./audited.ts";

type Words = Database["public"]["Enums"];

/** What the database and Bolna call things, in words of ours; a language that lacks one does not compile. */
export interface TrailTexts {
  tables: Record<AuditedTable, string>;
  columns: Record<AuditedColumn, string>;
  /** Where an attempt, a campaign, a file, a reading or a connection stands, as the audit trail has it. */
  stands: Record<
    Words[
      | "attempt_state"
      | "campaign_state"
      | "audience_upload_state"
      | "contact_sync_state"
      | "hubspot_state"
      | "outbox_state"
    ],
    string
  >;
  /** The history of a call. */
  history: {
    actors: Record<Words["actor_kind"], string>;
    subjects: { call: string; attempt: string };
    actions: Record<Words["audit_action"], string>;
  };
  erased: string;
  hidden: string;
  byUser: string;
  /** Of a list: what came to it, and what went. */
  added: (what: string) => string;
  removed: (what: string) => string;
  fromTo: (before: string, after: string) => string;
  nothing: string;
  retryCategories: Record<Words["retry_category"], string>;
  occasions: { none: string; first: string };
  audienceSources: Record<Words["audience_source"], string>;
  audienceProblems: Record<Words["audience_problem"], string>;
  syncKinds: Record<Words["contact_sync_kind"], string>;
  recoveryChoices: Record<Words["recovery_choice"], string>;
  numberKinds: Record<Words["number_kind"], string>;
  dispositions: Record<Words["disposition"], string>;
  retries: (count: string, minutes: string) => string;
  allTries: string;
  cap: (calls: string, per: string, scope: string) => string;
  until: (moment: string) => string;
  /** What Bolna says of a call is an open set: these are known, each under its plainest spelling (`plainWords`). */
  bolna: {
    statuses: Record<BolnaStatus, string>;
    hungUpBy: Record<HungUpBy, string>;
    hangups: Record<Hangup, string>;
  };
  /** Anything else, in its own words. */
  bolnaSaid: (words: string) => string;
}

type BolnaStatus =
  | "scheduled"
  | "prepared"
  | "queued"
  | "rescheduled"
  | "initiated"
  | "ringing"
  | "in progress"
  | "call disconnected"
  | "completed"
  | "no answer"
  | "busy"
  | "failed"
  | "error"
  | "canceled"
  | "stopped"
  | "balance low";
type HungUpBy = "api request" | "callee" | "caller" | "carrier" | "error" | "plivo" | "unknown";
type Hangup =
  | "bolna error"
  | "call canceled"
  | "call completed"
  | "call ended"
  | "call recipient hung up"
  | "call recipient number invalid"
  | "call recipient rejected"
  | "call recipient was busy"
  | "call timed out"
  | "call unanswered"
  | "carrier declined"
  | "carrier ended because call limit exceeded"
  | "carrier ended call because mpc duration limit exceeded"
  | "carrier internal error"
  | "carrier unable to reach bolna"
  | "carrier unable to receive media"
  | "end of inputs from bolna"
  | "failed"
  | "inactivity timeout"
  | "llm prompted hang up"
  | "network congestion from carrier"
  | "normal hang up"
  | "telephony internal error"
  | "unknown";
