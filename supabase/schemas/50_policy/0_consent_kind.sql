-- What a person agreed to, as it can be proven. express: said so; express_written: signed or its like, with the wording kept;
-- imported_unproven: a list says so and nobody can show it, which is enough for service and never for marketing by an
-- artificial voice.
create type public.consent_kind as enum ('express', 'express_written', 'imported_unproven');
