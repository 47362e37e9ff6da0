-- Who or what paused a campaign: a person, or a guard that saw too many calls fail, nobody answer, or people ask not to be called.
create type public.campaign_pause_code as enum ('by_user', 'many_failures', 'many_unanswered', 'many_opt_outs');
