-- How far a call at Bolna is. pre_dial: nobody's phone rings yet, a stop prevents the call. soft_terminal: the line is down, the
-- record is not final. terminal: nothing follows.
create type public.bolna_phase as enum ('pre_dial', 'live', 'soft_terminal', 'terminal');
