-- What a member of an organisation may do.
create type public.member_role as enum ('admin', 'member', 'viewer');
