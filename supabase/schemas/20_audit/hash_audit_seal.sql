-- The hash of a seal: of all that it says but the salts. local/audit/hash-seal.ts makes the same.
create function private.hash_audit_seal(p_seal private.audit_seals) returns bytea
language plpgsql immutable set search_path = '' as $$
begin
  return sha256(convert_to(concat_ws('|', 'seal 1', coalesce(p_seal.org_id::text, ''), to_char(p_seal.month, 'YYYY-MM'), p_seal.number,
      encode(p_seal.follows, 'hex'), coalesce(to_char(p_seal.follows_month, 'YYYY-MM'), ''), coalesce(p_seal.follows_number::text, ''),
      array_to_string(p_seal.personal, ','), private.audit_moment(p_seal.first_at), private.audit_moment(p_seal.last_at),
      private.audit_moment(p_seal.sealed_at), array_to_string(p_seal.row_ids, ','), ''), 'UTF8') || p_seal.row_hashes);
end $$;
revoke all on function private.hash_audit_seal(private.audit_seals) from public, anon, authenticated, service_role;
