-- What an audience was loaded from: a file, contacts by their ids, those that a rule names, or those on a list of
-- HubSpot.
create type public.audience_source as enum ('csv', 'contacts', 'rule', 'list');
