-- As long as the audit trail. A file of its own: a new word of an enum cannot be used in the transaction that adds it.
insert into private.retention (name, keep) values ('call_decisions', '13 months');
