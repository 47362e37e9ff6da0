-- How a connection to HubSpot stands, as the last reading or test left it.
create type public.hubspot_state as enum (
  'untested', 'ok', 'token_missing', 'token_rejected', 'scope_missing', 'property_missing', 'property_type_wrong',
  'daily_limit', 'unreachable');
