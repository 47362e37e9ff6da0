-- Why a call is shown to a person.
create type public.attention_code as enum (
  -- Somebody was rung by a call that was held not to have been made. It stays until a person takes it off.
  'late_execution',
  -- Bolna's lists could be read, and do not yet prove that the call was not made.
  'absence_unproven',
  -- Bolna gave no clear answer and could not be asked in time.
  'outcome_unknown',
  -- Bolna has the call and does not say how it ended.
  'end_unreadable'
);
