-- What a rule rests on: an act or regulation; a regulator's order, ruling or licence; an industry's code; a vendor's or lawyer's
-- word alone; our own choice where there is no rule. An organisation may loosen the last two (see calling_policies).
create type public.policy_confidence as enum ('statute', 'regulator', 'code', 'vendor', 'ours');
