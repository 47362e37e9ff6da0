import type { ReasonTexts } from "../reasons/words.ts";

/** Why things stand as they do, by their codes. A part that is not known is left out. */
export const reasonsEn: ReasonTexts = {
  owners: {
    "the organisation": "your organisation",
    "the operator": "the operator of this system",
    "*": "the default policy",
  },

  waitsUntil: (moment) => `It waits until ${moment}.`,

  codes: {
    allowed: ({ places }) => `The call may be made${places ? `: the hours of ${places} hold` : ""}.`,
    all_calling_paused: ({ reason }) =>
      `The operator of this system has paused all calling${reason ? `: ${reason}` : "."}`,
    organisation_paused: ({ reason }) => `Calling is paused${reason ? `: ${reason}` : "."}`,
    inactive: () => "The call is on hold.",
    agent_inactive: () => "Its agent is switched off.",
    outside_window: ({ local, city, whose, window }) =>
      local && city && whose
        ? `${local} in ${city} is outside the hours of ${whose}${window ? ` (${window})` : ""}.`
        : "Outside the hours in which they may be called.",
    number_busy: () => "Another call to this number is under way.",
    no_free_line: ({ lines }) => `${lines ? `All ${lines} lines` : "All lines"} are busy; it is next.`,
    dial_quota: ({ lines }) =>
      lines
        ? `The ${lines} calls that are allowed a day are made.`
        : "The calls that are allowed a day are made.",
    due: ({ lastCheckup }) => `${lastCheckup ? `Last check-up on ${lastCheckup}: it` : "It"} is due.`,
    not_due: ({ until }) => `Not due ${until ? `before ${until}` : "yet"}.`,
    rule_inactive: () => "The rule that planned it is switched off.",
    rule_deleted: () => "The rule that planned it was deleted.",
    hubspot_disconnected: () => "HubSpot was disconnected: nobody can look whether the call is still wanted.",
    contact_removed: () => "The contact is no longer in HubSpot.",
    contact_changed: () => "The contact was changed at this very moment; it is looked at again.",
    contact_unreadable: () => "The contact could not be read from HubSpot before the call.",
    broken: () => "The contact's record is broken.",
    do_not_call: () => "Asked not to be called, says HubSpot.",
    phone_missing: () => "No number.",
    phone_invalid: () => "The number is not one that can exist there.",
    phone_special: () => "The number is a special one (emergency, premium rate or the like).",
    checkup_missing: () => "No check-up date.",
    checkup_unreadable: () => "The check-up date cannot be read.",
    checkup_in_future: () => "The check-up is still to come.",
    checkup_done: ({ lastCheckup }) =>
      lastCheckup
        ? `The last check-up was on ${lastCheckup}; it waits again.`
        : "The check-up was done meanwhile.",
    conditions_not_met: () => "Does not fit the rule.",
    already_called: () => "The rule has already planned a call for this check-up.",
    number_planned: () => "Somebody with this number is already planned.",
    number_shared: () => "Two contacts have this number.",
    daily_limit: () => "Today's limit of the rule is reached.",
    cancelled_by_user: () => "Cancelled before it was dialled.",
    bolna_agent_unset: () => "The agent is not set up at Bolna yet.",
    phone_key_missing: () => "The key that opens stored numbers is missing. Tell whoever runs this system.",
    phone_key_wrong: () => "The key does not open the stored number. Tell whoever runs this system.",
    phone_record_invalid: () =>
      "The stored number does not belong to this call or was changed: it was not dialled.",
    claim_lost: () => "The call was changed or taken back just before it was dialled.",
    worker_stalled: () => "It was held up for so long that it was not sent any more; it is tried again.",
    bolna_unreachable: () => "Bolna could not be reached: nothing was sent, and it is tried again.",
    bolna_rate_limit: () => "Bolna takes no more calls at the moment; it is tried again.",
    bolna_refused: () => "Bolna refused the call.",
    number_not_verified: () => "Bolna's trial account calls verified numbers only.",
    bolna_credentials: () => "Bolna does not accept this system's key: calling is stopped.",
    bolna_payment: () => "Bolna asks for payment: calling is stopped.",
    bolna_agent_unknown: () => "Bolna does not know the agent.",
    bolna_from_number: () => "Bolna does not accept the number that we call from.",
    bolna_timeout: () => "Bolna did not answer in time: whether the call was made is being found out.",
    bolna_connection_lost: () =>
      "The line to Bolna broke before it answered: whether the call was made is being found out.",
    bolna_answer_unreadable: () =>
      "Bolna's answer could not be understood: whether the call was made is being found out.",
    bolna_server_error: () => "Bolna had a fault: whether the call was made is being found out.",
    worker_died: () => "We lost track of the call and are finding out.",
    never_reached_bolna: () => "The call never left us.",
    placed_by_hand: () => "An admin found out that the call was made.",
    not_placed_by_hand: () => "An admin found out that the call was not made.",
    late_execution: () => "It was made after all.",
    answered: () => "Somebody answered.",
    completed_without_talk: () => "The call was taken and nobody spoke.",
    voicemail: () => "An answering machine took the call.",
    disconnected: () => "The line dropped.",
    no_answer: () => "Nobody answered.",
    rejected: () => "The call was declined.",
    busy: () => "The line was busy.",
    number_invalid: () => "The number does not exist.",
    failed: () => "The call could not be connected.",
    error: () => "Bolna could not place the call.",
    canceled: () => "It was cancelled before anybody answered.",
    stopped: () => "It was stopped before anybody answered.",
    queued_too_long: () => "Bolna did not dial it in time; it was taken back.",
    balance_low: () => "Bolna's wallet is empty: the call was not dialled.",
    lost: () => "Bolna no longer says how the call ended.",
    number_special: () => "The number is of a kind that is not called.",
    country_not_enabled: ({ country }) => `Calls to ${country ?? "that country"} are not switched on here.`,
    opted_out: ({ when }) => `Asked not to be called${when ? ` on ${when}` : ""}.`,
    suppressed_org: ({ when }) => `On your do-not-call list${when ? ` since ${when}` : ""}.`,
    suppressed_global: () =>
      "On the do-not-call list of whoever runs this system, or not looked up there yet.",
    registry_listed: ({ registry, when }) =>
      `On the register ${registry ?? "of numbers that are not called"}${
        when ? `, looked up on ${when}` : ""
      }.`,
    registry_check_stale: ({ registry, when, days }) =>
      `${registry ?? "The register"} was ${
        when ? `last asked about this number on ${when}` : "never asked about this number"
      }${days ? `; ${days} days is the limit` : ""}. Have it looked up there, and the answer imported.`,
    consent_missing: ({ kind, purpose }) =>
      `No consent${kind ? ` (${kind.toLowerCase()})` : ""} is recorded${
        purpose ? ` for ${purpose.toLowerCase()}` : ""
      }.`,
    consent_expired: ({ until }) => `The consent has ended${until ? `: ${until}` : ""}.`,
    consent_revoked: ({ when, via }) =>
      `The consent was withdrawn${when ? ` on ${when}` : ""}${via ? ` (${via})` : ""}.`,
    consent_scope: ({ purpose }) =>
      `The consent does not cover ${purpose?.toLowerCase() ?? "calls for this purpose"}.`,
    refusal_period: ({ when, days }) =>
      when && days ? `Refused on ${when}: no call for ${days} days.` : "Refused lately: no call for a while.",
    purpose_missing: () => "The call says no purpose, and here every call must say one.",
    agent_opening_missing: ({ missing }) =>
      `The agent does not say at the start${
        missing ? ` ${missing}` : " what the law asks for"
      }. An admin sets what it says, under Agents.`,
    outside_intersection: ({ zones, local, city }) =>
      `They may be in ${zones ?? "several zones"}, and not everywhere there it is open${
        local && city ? `: in ${city} it is ${local}` : ""
      }.`,
    zone_unknown: () => "Nothing tells in which time zone they are.",
    zone_too_wide: ({ zones }) =>
      `There is no hour that is open in all zones where they may be${zones ? ` (${zones})` : ""}.`,
    closing_soon: ({ closes }) =>
      `The hours in which they may be called end too soon${closes ? ` (${closes})` : ""}.`,
    weekday_closed: ({ weekday, city, whose }) =>
      weekday && city
        ? `${weekday} in ${city}: ${whose ?? "the law there"} allows no such calls on that day of the week.`
        : "No such calls are allowed on that day of the week.",
    holiday: ({ holiday, place, certainty, weekday }) =>
      holiday
        ? `${weekday ? `${weekday} is ` : ""}${holiday}${place ? ` (${place})` : ""}${
          certainty === "predicted" ? ", or the day beside it: the date is a prediction" : ""
        }.`
        : "It is a holiday there.",
    holiday_data_missing: ({ missingYear, place }) =>
      `The holidays${place ? ` of ${place}` : ""}${
        missingYear ? ` in ${missingYear}` : ""
      } are not known yet.`,
    blackout: ({ from, to, whose, reason }) =>
      from && to
        ? `${from} to ${to} is closed by ${whose ?? "the operator"}${reason ? `: ${reason}` : "."}`
        : "Closed on these days.",
    cap_number: ({ calls, period, whose }) =>
      calls && period
        ? `This number may be called ${calls} times in ${period}${whose ? ` (${whose})` : ""}, and has been.`
        : "This number has been called as often as is allowed.",
    cap_subject: ({ calls, period, topic, whose }) =>
      calls && period
        ? `This number may be called ${calls} times in ${period} about ${topic ?? "one topic"}${
          whose ? ` (${whose})` : ""
        }, and has been.`
        : "This number has been called about this as often as is allowed.",
    min_gap: ({ moment, period }) =>
      moment && period
        ? `The last call to this number was at ${moment}; ${period} must lie between two.`
        : "The last call to this number was too short a while ago.",
    talk_quiet_period: ({ moment, until }) =>
      `They were spoken to${moment ? ` at ${moment}` : " lately"}: no call${
        until ? ` until ${until}` : " for a while"
      }.`,
    retry_wait: ({ lastOutcome, until }) =>
      `${lastOutcome ? `Last time: ${lastOutcome.toLowerCase()}. ` : ""}It is tried again${
        until ? ` from ${until}` : ""
      }.`,
    attempts_exhausted: ({ attempts, lastOutcome }) =>
      `No try is left${attempts ? ` after ${attempts}` : ""}${
        lastOutcome ? `; the last: ${lastOutcome.toLowerCase()}` : ""
      }.`,
    missed: ({ deadline, nearest }) =>
      `It could not be made${deadline ? ` before ${deadline}` : " in time"}${
        nearest ? `; the nearest moment was ${nearest}` : ""
      }.`,
    outcome_unknown: () => "Nobody knows yet whether the last call was made, and nobody is called twice.",
    campaign_cancelled: () => "The campaign was cancelled.",
    campaign_paused: ({ reason }) => `The campaign is paused${reason ? `: ${reason}` : "."}`,
    pace: () => "Waits for its turn in the campaign.",
    restored: () =>
      "The system was restored from a backup: an admin says whether this call is still to be made.",
  },

  attention: {
    late_execution: "The call was made after all, though it had been taken for not made.",
    absence_unproven:
      "Bolna never said clearly whether the call was made, and its lists do not prove that it was not. Find out, then settle it.",
    outcome_unknown: "We could not find out whether they were called. Find out, then settle it.",
    end_unreadable:
      "The call must be over by now, and we could not find out how it ended. Find out, then settle it.",
  },

  alerts: {
    sweep_stalled: (value) => `Calls are due and nobody dials them: the first has waited for ${value} s.`,
    worker_wedged: (value, subject) => `The worker ${subject} is rung and does nothing, for ${value} s now.`,
    cron_failing: (_, subject) => `The scheduled job ${subject} does not succeed.`,
    retention_behind: (value, subject) => `What is old of ${subject} could not be deleted for ${value} s.`,
    database_large: (value) => `The database has ${value} GB.`,
    phone_key_wrong: (value) => `Calling of ${value} organisations waits for a key of phone numbers.`,
    look_failing: (_, subject) => `Nobody would be told of ${subject}: looking for it fails.`,
    sealing_behind: (value) => `The audit log has not been sealed for ${value} s.`,
    calls_late: (value) => `A call that is due has waited for ${value} s.`,
    calls_unknown: (value) => `Of ${value} calls nobody knows whether they were made.`,
    failure_rate: (value) => `Many calls of the last hour failed: a share of ${value}.`,
    no_answer_rate: (value) => `Many calls of the last hour were not answered: a share of ${value}.`,
    wallet_empty: () => "Calling is stopped: Bolna's wallet is empty.",
    bolna_rejected: () =>
      "Calling is stopped: Bolna refuses the key, the agent or the number that it calls from.",
    hubspot_rejected: () => "HubSpot cannot be read. Test the connection under HubSpot.",
    write_back_dead: (value) => `HubSpot refused ${value} calls that were to be written to it.`,
    webhook_dead: (value) => `An address could not be told ${value} events within three days.`,
    webhook_switched_off: () =>
      "An address was switched off: it is gone, or nothing reached it for five days.",
  },

  stops: {
    balance_low: "Bolna's wallet is empty.",
    bolna_agent_unknown: "Bolna does not know the agent.",
    bolna_agent_unset: "The agent is not set up at Bolna yet.",
    bolna_credentials: "Bolna does not accept this system's key.",
    bolna_from_number: "Bolna does not accept the number that we call from.",
    bolna_payment: "Bolna asks for payment.",
    phone_key_missing:
      "The key that opens stored numbers is missing; calling goes on by itself when it is there.",
    phone_key_wrong: "The key does not open the stored numbers; calling goes on by itself when it is right.",
  },

  pauses: {
    many_failures: "Many of its calls failed, so it was paused by itself.",
    many_unanswered: "Hardly anybody answered its calls, so it was paused by itself.",
    many_opt_outs: "Many people asked not to be called, so it was paused by itself.",
  },

  syncs: {
    superseded: "A newer reading took its place.",
    disconnected: "HubSpot was disconnected.",
    continued: "It goes on with the next reading.",
    unreachable: "HubSpot could not be reached.",
    unclear: "HubSpot's answer was not clear.",
    slow_down: "HubSpot asked to go slower.",
    daily_limit: "Today's limit at HubSpot is reached.",
    token_rejected: "HubSpot rejects the token.",
    scope_missing: "The token may not do all that is needed.",
    not_found: "HubSpot does not have what was asked for.",
    refused: "HubSpot refused.",
    locked: "HubSpot has locked what was asked for.",
    moved: "The HubSpot account has moved.",
    token_missing: "The token is missing.",
    property_missing: "A property is missing in HubSpot.",
    property_type_wrong: "A property in HubSpot is of the wrong type.",
  },

  outbox: {
    hubspot_unreachable: "HubSpot could not be reached.",
    hubspot_unclear: "HubSpot's answer was not clear.",
    hubspot_slow_down: "HubSpot asked to go slower.",
    hubspot_daily_limit: "Today's limit at HubSpot is reached.",
    hubspot_token_rejected: "HubSpot rejects the token.",
    hubspot_scope_missing: "The token may not write what is needed.",
    hubspot_moved: "The HubSpot account has moved.",
    hubspot_locked: "HubSpot has locked the record.",
    engagement_unclear: "It is not clear whether HubSpot has the call already.",
    write_back_off: "Writing back was switched off.",
    token_missing: "The token is missing.",
    hubspot_refused: "HubSpot refused.",
    contact_missing: "The contact is no longer in HubSpot.",
    property_missing: "A property is missing in HubSpot.",
    given_up: "Given up after many tries.",
  },

  deliveries: {
    refused: "It answered with an error.",
    redirected: "It answered with another address, which is not followed.",
    address_forbidden: "Its address is a private one.",
    unreachable: "It could not be reached.",
    timed_out: "It did not answer in time.",
    gone: "It said that it is gone.",
    given_up: "Given up after three days.",
  },

  warnings: {
    deferred_by_caps: (count) => `${count} people may be called again only after the campaign's end.`,
    predicted_holiday: (count) => `${count} holidays lie within whose dates are predictions.`,
    zone_unknown: (count) => `Of ${count} people no time zone can be told: give their address or zone.`,
  },

  newer: "The server gives a reason that this page does not know yet. Reload it.",

  refusals: {
    last_admin: "An organisation keeps at least one admin: make somebody else one first.",
    unknown_member: "This person is not in the organisation any more.",
    unknown_invitation: "This invitation is not open any more.",
    too_many_invitations: "There are 100 open invitations, which is the most: revoke some first.",
    not_an_address: "This is no e-mail address.",
    bad_name: "The name is empty, too long, or has characters that cannot be shown.",
    bad_time_zone: "The database does not know this time zone.",
    bad_calling_hours: "The hours must begin before they end.",
    bad_retry_policy:
      "The tries are not as they can be: 0 to 10 of each kind, 1 to 10080 minutes before each.",
    bad_queue_deadline: "This must be 30 to 3600 seconds.",
    bad_pause_reason: "Say why, in at most 1000 characters.",
  },

  problems: {
    audience_empty: "Nobody of the audience would be called.",
    audience_not_loaded: "The audience is not loaded yet.",
    audience_replaced: "Another file was begun meanwhile. Load this one again if it is the right one.",
    auth_unavailable: "The sign-in service does not answer. Try again in a moment.",
    bolna_busy: "Bolna takes no more calls at the moment. Try again in a moment.",
    call_live: "The person is being called just now: that must end first.",
    call_over: "The call is over.",
    calling_paused: "Calling is paused.",
    campaign_live: "Calls of the campaign are on the line: they must end first.",
    campaign_not_started: "The campaign was never started.",
    campaign_over: "The campaign is over.",
    campaign_running: "The campaign is running: pause it first.",
    campaign_started: "The campaign was started before: resume it where it is paused.",
    changed_meanwhile: "Somebody changed it meanwhile.",
    confirmation_required: "What it comes to has changed: look at the number again, and confirm it.",
    contact_do_not_call: "This person is not to be called.",
    database_unavailable: "The database does not answer. Try again in a moment.",
    dry_run_stale: "People, hours or settings have changed since this was worked out: work it out again.",
    forbidden: "Your role here does not allow this. Ask an admin of the organisation.",
    hubspot_not_connected: "HubSpot is not connected.",
    hubspot_slow: "HubSpot takes longer than we wait. Look again in a moment.",
    idempotency_key_reused:
      "This was sent before with something else in it. Close this window and begin anew.",
    idempotency_key_running: "It is being done already.",
    internal_error: "Something went wrong on our side.",
    invalid: "Something in it is not right.",
    malformed: "Something in it is not right.",
    method_not_allowed: "This page is older than the server. Reload it.",
    no_such_column: "The file has no such column.",
    nobody_to_call: "Nobody is in it who could be called.",
    not_configured: "This is not set up here. Tell whoever runs this system.",
    not_connected: "HubSpot is not connected.",
    not_csv: "This is not a CSV file.",
    not_csv_or_json: "This is not a CSV file.",
    not_dead: "It is not waiting to be sent again.",
    not_flagged: "The call is settled already.",
    not_found: "There is nothing here, or it is not yours to see.",
    not_json: "This page is older than the server. Reload it.",
    not_scheduled: "The call is on its way or over: only one that waits can be changed.",
    nothing_waits: "Nothing waits for it any more.",
    range_invalid: "The last day comes before the first.",
    rate_limited: "That was too much at once. Wait a moment and try again.",
    recovery_open: "It is still being found out what happened before the database was restored.",
    report_unavailable: "The report could not be made. Try again in a moment.",
    scheduler_disabled: "Calling is switched off for the whole system.",
    still_waiting: "People still wait to be called.",
    sync_failed: "The reading of HubSpot failed.",
    token_needed: "The token is missing.",
    too_large: "This is too large.",
    too_many: "These are too many at once.",
    too_many_contacts: "These are more people than one campaign takes.",
    too_many_webhooks: "There are as many addresses as can be.",
    unauthorized: "You are signed in no longer. Sign in again.",
    unknown_list: "HubSpot has no such list.",
    unknown_rule: "There is no such rule.",
    vault_missing: "Tokens cannot be kept here yet. Tell whoever runs this system.",
    webhook_off: "This address is switched off.",
    window_too_small: "The campaign does not fit between its beginning and its end.",
  },

  fields: {
    required: () => "This is needed.",
    empty: () => "Nothing is written here.",
    wrong_type: () => "This is of another kind than is asked for.",
    not_taken: () => "This is not taken here.",
    not_a_choice: () => "This is not one of the choices.",
    too_long: (most) => most === "" ? "This is too long." : `At most ${most} characters.`,
    too_small: (least) => least === "" ? "This is too little." : `${least} or more.`,
    too_large: (most) => most === "" ? "This is too much." : `${most} or less.`,
    too_few: (least) => least === "" ? "These are too few." : `At least ${least}.`,
    too_many: (most) => most === "" ? "These are too many." : `At most ${most}.`,
    not_whole: () => "This must be a whole number.",
    unreadable: () => "There are characters in it that cannot be shown.",
    bad_form: () => "This is not written as it is asked for.",
    not_an_id: () => "This is no id.",
    not_a_time: () => "This is no moment that there is.",
    not_a_time_of_day: () => "This is no time of day, such as 09:00.",
    not_a_day: () => "This is no day of the calendar.",
    not_a_zone: () => "This is no time zone, such as Asia/Kolkata.",
    not_a_language: () => "This is no language, such as en-IN.",
    not_a_country: () => "This is no country: two letters, such as IN.",
    not_a_property: () => "This is no internal name of a property in HubSpot, such as email.",
    not_an_address: () => "This is no https address.",
    address_private: () => "This address is a private one, which is not told anything.",
    phone_missing: () => "The phone number is missing.",
    phone_without_country: () => "The phone number needs its country, such as +91 98765 43210.",
    phone_not_valid: () => "The phone number is not a number that exists in its country's numbering plan.",
    phone_extension: () => "The phone number has an extension, which cannot be dialled.",
    phone_special: () => "The phone number is of a kind that is not called.",
    phone_unread: () => "The phone number could not be opened.",
    phone_error_value: () => "The phone number is an error of the spreadsheet's, and no number.",
    phone_below_zero: () =>
      "The phone number is below zero: the spreadsheet took it for a sum. Format the column as text.",
    phone_several: () => "There is more than one phone number: give each a row of its own.",
    phone_lost_digits: () =>
      "The phone number has lost digits: the spreadsheet rounded it. Format the column as text and enter it again.",
    in_past: () => "This is past.",
    in_future: () => "This is still to come.",
    too_far: () => "This is more than five years ahead.",
    too_early: () => "This is too long ago.",
    ends_too_soon: () => "This must come after the beginning.",
    range_too_long: (most) => most === "" ? "These are too many days." : `At most ${most} days.`,
    no_longer_bookable: () => "This can no longer be booked.",
    nothing_sent: () => "Nothing is changed.",
    needed_here: () => "This is needed with what is chosen beside it.",
    not_needed_here: () => "This does not go with what is chosen beside it.",
    one_of_two: () => "One of the two is needed, and not both.",
    named_twice: () => "Something is named twice.",
    out_of_range: () => "This is no value that it can have.",
    agent_unusable: () => "This agent is switched off, or not there any more.",
    contact_do_not_call: () => "HubSpot says that this contact is not to be called.",
    number_do_not_call: () => "HubSpot says of a contact with this number that it is not to be called.",
    unknown: () => "There is none such.",
    nobody: () => "Nobody is in it.",
    no_such_column: () => "The file has no such column.",
    row_too_wide: () =>
      "The row has more fields than the header: put quotes around what holds a comma or semicolon.",
    contact_unreadable: () => "This contact could not be read from HubSpot.",
    changed_meanwhile: () => "Somebody changed it meanwhile.",
    misconfigured: () => "This is not set up rightly on the server. Tell whoever runs this system.",
    not_right: () => "This is not right.",
    rule_unknown: () => "There is no such rule.",
    rule_is_law: () => "This is law: only a consent lifts it, and only where the law says so.",
    loosening_endless: () => "This needs an end.",
    loosening_too_long: () => "This must end within a year, and not in the past.",
  },

  fieldNames: {
    actor_id: "Who",
    agent_id: "Agent",
    attention: "Needs a person",
    auto_trigger_enabled: "By itself when overdue",
    blackouts: "Days without calls",
    by: "Rows",
    call_language: "Language",
    call_topic: "Topic",
    calls_per_minute: "First calls a minute",
    campaign_id: "Campaign",
    caps: "Limits",
    checkup_property: "Property with the last check-up",
    checkup_threshold_days: "Days after the last check-up",
    contact_country: "Country",
    contact_id: "Contact's id",
    contact_ids: "Contact's id",
    contact_name: "Name",
    contact_phone: "Phone",
    countries: "Countries",
    country: "Country",
    created_at: "Made",
    custom_conditions: "Conditions",
    deadline_at: "Not after",
    default_country: "Country",
    default_purpose: "Purpose",
    description: "Note",
    ends_at: "End",
    events: "What it is told",
    expires_at: "Until",
    from: "From",
    from_number: "Calls from",
    is_active: "Switched on",
    kind: "Kind",
    language: "Language",
    last_checkup_date: "Last check-up",
    list_id: "List",
    max_calls_per_day: "Calls a day",
    max_concurrent_calls: "Calls at once",
    min_gap_minutes: "Minutes between two calls",
    name: "Name",
    obtained_at: "Given on",
    opening: "What it says at the start",
    outcome: "Outcome",
    periodic_days: "Days between calls",
    phone: "Phone",
    position: "Person",
    priority: "Priority",
    purpose: "Purpose",
    purposes: "Purposes",
    q: "Search",
    reason: "Reason",
    reason_code: "Why",
    retry_policy: "Trying again",
    row: "Row",
    rule_id: "Rule",
    rule_name: "Name",
    rule_type: "Kind",
    scheduled_at: "When",
    scope: "Not called for",
    sort: "Order",
    source: "How it was given",
    starts_at: "Begin",
    state: "State",
    status: "Status",
    threshold: "From when on",
    time_zone: "Time zone",
    to: "To",
    token: "Token",
    topic: "Topic",
    updated_at: "Changed",
    url: "Address",
    valid_until: "Until",
    via: "How they withdrew it",
    week: "Hours of the week",
    wording: "What was agreed to",
  },
};
