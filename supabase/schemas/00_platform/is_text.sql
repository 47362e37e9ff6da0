-- What a person may write into a text: 1 to p_most characters, something to see among them, no control character, which
-- breaks logs and screens, and none that turns the writing around it, so that a name shows what it is. The same as `text` of
-- the functions' fields.ts, which trims first.
-- A check constraint asks at every update of its row, whatever changes: plpgsql answers in half the time of SQL.
create function private.is_text(p_text text, p_most integer) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  return char_length(p_text) between 1 and p_most
    and p_text !~ '[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
    -- Blanks and what Unicode has nobody see, by code and not by class: to Postgres that depends on the database's locale.
    and p_text ~ ('[^\u0020\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
      '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8'
      '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]');
end $$;
revoke all on function private.is_text(text, integer) from public;
grant execute on function private.is_text(text, integer) to service_role;
