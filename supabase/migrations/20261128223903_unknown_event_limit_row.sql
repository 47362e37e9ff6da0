insert into private.request_limits (kind, per_second, burst) values ('unknown_event', 0.5, 1000);
