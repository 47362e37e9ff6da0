-- placing: claimed, the request may be on its way. unknown: sent, no clear answer. placed: Bolna has it. ended: over.
create type public.attempt_state as enum ('placing', 'unknown', 'placed', 'ended');
