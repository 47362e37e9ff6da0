-- A person who asked not to be called any more is an event. The number is told by its last four digits, where they are known.
create function private.tell_of_opt_out() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.enter_webhook_event(new.org_id, 'number.opted_out', new.id,
    jsonb_build_object('suppression_id', new.id, 'scope', new.scope, 'topic', new.topic, 'contact_id', new.contact_id,
      'source', new.source, 'schedule_id', new.schedule_id, 'phone_last4', new.phone_last4,
      'needs_review', new.needs_review, 'added_at', new.added_at));
  return null;
end $$;
revoke all on function private.tell_of_opt_out() from public;

create trigger suppressions_tell after insert on public.suppressions
  for each row when (private.is_own_word(new.source))
  execute function private.tell_of_opt_out();
