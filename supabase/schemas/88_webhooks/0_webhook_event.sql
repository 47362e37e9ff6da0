-- What an organisation may have told to an address of its own (CONTRACT §11), and the trial that is told to prove the address.
create type public.webhook_event as enum (
  'call.completed', 'call.failed', 'call.cancelled', 'call.attention', 'campaign.state_changed', 'number.opted_out',
  'alert.raised', 'alert.resolved', 'webhook.test');
