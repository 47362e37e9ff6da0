-- Does a suppression of that scope hold a call of that purpose and topic.
create function private.scope_covers(
  p_scope public.suppression_scope, p_topic text, p_purpose public.call_purpose, p_call_topic text
) returns boolean
language sql immutable set search_path = '' as $$
  select case p_scope
    when 'all' then true
    when 'marketing' then p_purpose in ('marketing', 'survey')
    when 'topic' then p_topic = p_call_topic
  end
$$;
revoke all on function private.scope_covers(public.suppression_scope, text, public.call_purpose, text)
  from public, anon, authenticated, service_role;
