-- fixed: this date, or confirmed by an operator with its source. rule: follows from a rule (Easter, third Monday, a substitute).
-- predicted: hangs on the moon being seen or on an announcement still to come, and may be a day off either way.
create type public.holiday_certainty as enum ('fixed', 'rule', 'predicted');
