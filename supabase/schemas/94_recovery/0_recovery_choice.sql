-- What an admin says of the calls that wait since a restore: they go out now, as the calling policy lets them, or never.
create type public.recovery_choice as enum ('call', 'cancel');
