-- The third worker, and how long what was told is kept.
insert into private.workers (name, path, cron_job, interval_seconds) values ('deliveries', 'deliver', 'webhook-deliveries-tick', 10);
insert into private.retention (name, keep) values ('webhook_deliveries', '30 days');
