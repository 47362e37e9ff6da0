-- What came of an attempt, or of a call, as reports tell it. waiting, in_progress: of calls alone, since an attempt is told of
-- when it is over.
create type public.report_outcome as enum (
  'answered', 'voicemail', 'no_answer', 'busy', 'failed', 'cancelled', 'waiting', 'in_progress');
-- What the rows of a report are.
create type public.report_group as enum ('day', 'hour', 'weekday_hour', 'agent', 'topic', 'campaign', 'rule', 'outcome');
-- What a row of private.call_tallies tells of: calls, attempts that are over, the wait of attempts that Bolna took, the judge's
-- putting off, people who asked not to be called again.
create type public.tally_subject as enum ('call', 'attempt', 'response', 'deferral', 'opt_out');
-- What a row of the reports adds up. quarter: a quarter of an hour of all the organisation's calls. part: the same of one agent,
-- topic, campaign and rule. day: those parts over a day of UTC. total: a day of UTC of all the organisation's calls. A quarter of
-- an hour is what every time zone's hours are made of, so that a report is right in any zone, and after the organisation has moved
-- to another.
create type public.report_grain as enum ('quarter', 'part', 'day', 'total');
