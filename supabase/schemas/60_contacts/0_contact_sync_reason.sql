-- Why a reading of contacts failed, or does not go on for now.
create type public.contact_sync_reason as enum (
  -- A full reading takes its place; HubSpot was disconnected; it goes on with the next round.
  'superseded', 'disconnected', 'continued',
  -- What HubSpot answered, or did not.
  'unreachable', 'unclear', 'slow_down', 'daily_limit', 'token_rejected', 'scope_missing', 'not_found', 'refused', 'locked',
  'moved',
  -- What has to be mended in the settings.
  'token_missing', 'property_missing', 'property_type_wrong'
);
