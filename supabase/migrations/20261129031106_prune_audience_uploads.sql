insert into private.retention (name, keep) values ('audience_uploads', '1 hour');
