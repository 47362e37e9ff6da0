import { type Code, codes } from "../_shared/platform/codes.ts";

/** What Prometheus is told of a metric beside its samples. */
export interface Family {
  type: "counter" | "gauge" | "histogram";
  help: string;
  /** Labels that are told as 0 where there is no sample: a rule or a board then sees that there is none. Default: none at all. */
  zeros?: readonly Record<string, string>[];
}

const plain = [{}];
const each = (label: string, values: readonly string[]) => values.map((value) => ({ [label]: value }));
const gauge = (help: string, zeros: Family["zeros"] = plain): Family => ({ type: "gauge", help, zeros });
const counter = (help: string, zeros: Family["zeros"] = plain): Family => ({ type: "counter", help, zeros });
const statuses = each("status", codes.call_status);

/** Every metric of `public.read_metrics`, in the order in which they are told. docs/operating.md says more of them. */
export const families: Readonly<Record<Code<"metric">, Family>> = {
  due_calls: gauge("Calls that are due and that no switch holds back."),
  oldest_due_seconds: gauge("How long the first of them has been due."),
  oldest_claimable_seconds: gauge(
    "How long the first call that could be dialled at this moment has been due.",
  ),
  calls: gauge("Calls by the status in which they stand.", statuses),
  attention: gauge("Calls that wait for a person to look at them."),
  attempts_unknown: gauge("Attempts of which nobody knows yet whether Bolna made the call."),
  lines_in_use: gauge("Calls under way."),
  lines: gauge("Calls that may be under way at once, of organisations whose calling is on."),
  all_calling_paused: gauge("1 while all calling of all organisations is stopped."),
  organizations_paused: gauge("Organisations whose calling is stopped, by why.", []),
  campaigns: gauge("Campaigns by state.", each("state", codes.campaign_state)),
  sweep_age_seconds: gauge(
    "Since the latest sweep that was completed; it grows while there is nothing to do.",
  ),
  sync_age_seconds: gauge("Since the latest sync that was completed; it grows while there is nothing to do."),
  worker_ticking: gauge("1 while pg_cron ticks for this worker.", []),
  worker_unanswered_seconds: gauge("Since this worker was first rung and did not come; 0 when it came.", []),
  cron_age_seconds: gauge("Since this job of pg_cron last ran.", []),
  cron_failed_runs: gauge("How often this job of pg_cron failed within a quarter of an hour.", []),
  retention_failing: gauge("Kinds of old rows that cannot be deleted."),
  tallies_unfolded: gauge("Rows of counts that were not added up yet."),
  events_received_total: counter("Events of Bolna that were taken in, told or read."),
  webhook_lag_seconds: gauge("Between a change at Bolna and its webhook, for nine in ten of the latest.", []),
  webhook_age_seconds: gauge("Since the latest webhook of Bolna.", []),
  hubspot_connections: gauge("Connections to HubSpot by state.", each("state", codes.hubspot_state)),
  hubspot_read_age_seconds: gauge("Since contacts were last read from HubSpot, of the one longest ago.", []),
  outbox_waiting: gauge("Calls that HubSpot is still to be told of."),
  outbox_oldest_seconds: gauge("How long the first of them has waited."),
  outbox_dead: gauge("Calls that HubSpot refuses to be told of."),
  deliveries_waiting: gauge("Events that organisations' endpoints are still to be told of."),
  deliveries_oldest_seconds: gauge("How long the first of them has waited."),
  deliveries_dead: gauge("Events that no endpoint took."),
  webhooks_off: gauge(
    "Organisations' endpoints that are switched off, by why.",
    each("code", codes.webhook_off_code),
  ),
  calls_total: counter(
    "How often calls have come to this status: scheduled is booked, in_progress dialled.",
    statuses,
  ),
  attempts_total: counter("Attempts that are over, by what came of them and why.", []),
  call_lateness_seconds: { type: "histogram", help: "From when a call was due until Bolna took it." },
  talk_seconds_total: counter("Seconds that people were spoken to."),
  spend_cents_total: counter("What Bolna's calls cost, in US cents."),
  deferrals_total: counter("Calls put off as they were about to be dialled, by why.", []),
  opt_outs_total: counter("People who asked in a call not to be called again."),
};
