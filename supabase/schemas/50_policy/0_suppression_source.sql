-- Where a suppression comes from. user, import: the organisation's own list; operator: the operator's. The rest is the person's
-- own doing in a call: words in its transcript, what was extracted from it, the agent's tool, hanging up again and again.
create type public.suppression_source as enum (
  'user', 'import', 'operator', 'transcript', 'extracted_data', 'agent_tool', 'silent_refusal');
