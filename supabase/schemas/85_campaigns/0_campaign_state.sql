-- draft → running ⇄ paused → completed | cancelled. What is over stays over (private.guard_campaign_state).
create type public.campaign_state as enum ('draft', 'running', 'paused', 'completed', 'cancelled');
