-- When somebody is told of what, until the operator says otherwise (docs/operating.md has the units), and how long it is kept.
insert into private.alert_rules (code, severity, threshold, raise_after, resolve_after, is_organizations, tells_operator) values
  ('sweep_stalled', 'critical', 20, 1, 2, false, false),
  ('worker_wedged', 'critical', 60, 1, 2, false, true),
  ('cron_failing', 'critical', 3, 1, 2, false, true),
  ('retention_behind', 'warning', 3600, 1, 1, false, true),
  ('database_large', 'warning', null, 2, 3, false, true),
  ('phone_key_wrong', 'critical', 1, 1, 1, false, true),
  ('look_failing', 'critical', 60, 1, 1, false, true),
  ('calls_late', 'warning', 900, 2, 3, true, true),
  ('calls_unknown', 'warning', 3, 2, 3, true, true),
  ('failure_rate', 'warning', 0.5, 2, 3, true, true),
  ('no_answer_rate', 'warning', 0.9, 2, 3, true, false),
  ('wallet_empty', 'critical', 1, 1, 1, true, true),
  ('bolna_rejected', 'critical', 1, 1, 1, true, true),
  ('hubspot_rejected', 'warning', 1, 1, 1, true, true),
  ('write_back_dead', 'warning', 1, 1, 1, true, true),
  ('webhook_dead', 'warning', 1, 1, 1, true, true),
  ('webhook_switched_off', 'warning', 1, 1, 1, true, true);
insert into private.alert_watch default values;
insert into private.retention (name, keep) values ('alerts', '13 months');
