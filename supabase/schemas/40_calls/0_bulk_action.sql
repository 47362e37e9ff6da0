-- What can be done to many calls at once.
create type public.bulk_action as enum ('move', 'cancel');
