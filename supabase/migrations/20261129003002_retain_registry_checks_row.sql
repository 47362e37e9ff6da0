insert into private.retention (name, keep) values ('registry_checks', '2 years');
