-- A file of its own: a new word of an enum cannot be used in the transaction that adds it.
insert into private.retention (name, keep, batch) values ('reports', '5 years', 5000);
