-- The statuses of Bolna's executions that we know, and how far each has come: a lower rank never overwrites a higher one. Bolna's
-- own pages disagree about the list, and new ones appear, so columns keep any text: a status that is not here is a live call that
-- was just accepted.
create view private.bolna_statuses with (security_invoker = true) as
select s.status, s.rank, s.phase::public.bolna_phase as phase
from (values
  ('scheduled', 1, 'pre_dial'),
  ('prepared', 2, 'pre_dial'),
  ('rescheduled', 3, 'pre_dial'),
  ('queued', 4, 'pre_dial'),
  ('initiated', 5, 'live'),
  ('ringing', 6, 'live'),
  ('in-progress', 7, 'live'),
  ('call-disconnected', 8, 'soft_terminal'),
  ('completed', 9, 'terminal'),
  ('no-answer', 9, 'terminal'),
  ('busy', 9, 'terminal'),
  ('failed', 9, 'terminal'),
  ('canceled', 9, 'terminal'),
  ('stopped', 9, 'terminal'),
  ('error', 9, 'terminal'),
  ('balance-low', 9, 'terminal')
) as s (status, rank, phase);
