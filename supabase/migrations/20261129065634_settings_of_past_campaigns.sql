-- A transaction of its own: the words are new.
insert into private.retention (name, keep) values ('campaign_contacts', '90 days');
insert into private.alert_rules (code, severity, threshold, raise_after, resolve_after, is_organizations, tells_operator)
values ('sealing_behind', 'warning', 900, 2, 1, false, true);
