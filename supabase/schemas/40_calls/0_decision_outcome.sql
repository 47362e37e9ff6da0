-- What the judge says of a call at a moment: it goes out, it waits until a later one, or it is not made at all.
create type public.decision_outcome as enum ('call', 'defer', 'stop');
