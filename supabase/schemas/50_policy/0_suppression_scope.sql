-- What a number is not to be called for. all: for nothing, emergencies too: it is the explicit "never"; marketing: for nothing
-- that sells, nor for surveys, which easily turn into selling; topic: not about the named one.
create type public.suppression_scope as enum ('all', 'marketing', 'topic');
