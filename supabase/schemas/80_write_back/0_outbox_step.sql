-- What record_crm_step writes down.
create type public.outbox_step as enum (
  'engagement_sending', 'engagement_written', 'contact_written', 'sent', 'retry', 'unknown', 'dead');
