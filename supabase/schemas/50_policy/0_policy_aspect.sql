-- What a rule of the law speaks of: when calls may begin, how many, how long to be quiet after a talk, which consent is the least,
-- which registry must be asked, how long a refusal holds, and what must be said at the start.
create type public.policy_aspect as enum ('hours', 'cap', 'quiet_after_talk', 'consent', 'registry', 'refusal', 'opening');
