-- app: founding the first organisation, before anybody can sign in.

-- Whether an organisation besides the demonstration exists. Before an organisation is known, so past row-level security;
-- it answers yes or no.
create function has_real_organisation() returns boolean language sql stable security definer set search_path = public, pg_temp
  as 'select exists (select 1 from organisation where not is_demo)';

-- The demonstration, if it is there.
create function demo_organisation_id() returns uuid language sql stable security definer set search_path = public, pg_temp
  as 'select org_id from organisation where is_demo and closed_at is null order by created_at limit 1';

do $$ begin
  revoke execute on function has_real_organisation(), demo_organisation_id() from public;
  execute format('grant execute on function has_real_organisation(), demo_organisation_id() to %I', current_database() || '_app');
end $$;
