-- public: everybody's day off. bank: banks are closed. state: a part of the country has it. optional: of some people's choice;
-- such a day closes nothing.
create type public.holiday_kind as enum ('public', 'bank', 'state', 'optional');
