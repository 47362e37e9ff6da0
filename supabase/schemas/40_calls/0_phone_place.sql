-- Where numbers lie that can be opened, in the order in which they are walked through when a key is changed.
create type public.phone_place as enum ('call', 'contact', 'campaign_contact', 'audience_row');
