create type public.audit_action as enum ('insert', 'update', 'delete');
