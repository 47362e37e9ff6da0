-- Why a contact is gone: HubSpot has it no more, or has merged it into another.
create type public.removal_reason as enum ('deleted', 'merged');
