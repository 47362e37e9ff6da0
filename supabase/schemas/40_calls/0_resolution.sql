-- What a person found out about a call that nobody knew the fate of: it was made, or it was not.
create type public.resolution as enum ('placed', 'not_placed');
