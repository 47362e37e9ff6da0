-- Why a list of HubSpot does not become an audience, or not for now.
create type public.audience_problem as enum (
  -- What HubSpot answered, or did not: it is tried again after the first three.
  'unreachable', 'slow_down', 'daily_limit', 'token_rejected', 'scope_missing', 'refused', 'unknown_list',
  -- What has to be mended here.
  'not_connected', 'forbidden', 'campaign_running', 'campaign_over',
  -- What the list comes to.
  'too_many_contacts', 'nobody_to_call'
);
