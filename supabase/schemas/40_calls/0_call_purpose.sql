-- What a call is for. Hours, caps, registries and consent hang on it; what has none is marketing, the strictest.
create type public.call_purpose as enum ('marketing', 'service', 'health_reminder', 'survey', 'collection', 'emergency');
