-- full: every contact, by id. changes: those modified since the last reading began.
create type public.contact_sync_kind as enum ('full', 'changes');
