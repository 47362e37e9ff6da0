create type public.rule_type as enum ('checkup_threshold', 'periodic', 'custom');
