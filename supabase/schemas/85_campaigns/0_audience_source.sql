-- What an audience was loaded from: a file, contacts by their ids, or those that a rule names.
create type public.audience_source as enum ('csv', 'contacts', 'rule');
