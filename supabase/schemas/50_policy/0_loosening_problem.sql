-- Why a rule of the calling policy cannot be loosened as it was asked (put_calling_policy).
create type public.loosening_problem as enum ('rule_unknown', 'rule_is_law', 'loosening_endless', 'loosening_too_long');
