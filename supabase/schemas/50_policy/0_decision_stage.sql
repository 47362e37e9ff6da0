-- When the judge was asked: as a call was planned or booked, at its claim, or just now by somebody who wants to know.
create type public.decision_stage as enum ('plan', 'claim', 'now');
