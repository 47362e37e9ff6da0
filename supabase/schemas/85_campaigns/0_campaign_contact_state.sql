-- Where a contact of a campaign stands: always in exactly one of these. waiting: its turn has not come, and it has no call yet;
-- scheduled to cancelled: as its call stands; excluded: it is not called, and its code says why.
create type public.campaign_contact_state as enum (
  'waiting', 'scheduled', 'in_progress', 'completed', 'failed', 'cancelled', 'excluded');
