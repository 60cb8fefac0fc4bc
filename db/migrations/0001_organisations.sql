-- kernel/db: organisations, the clock, and the one way in which a table is protected.

-- The database's clock is the clock. Tests replace this function in their throw-away database; production has no seam.
create function clock_now() returns timestamptz language sql stable as 'select now()';

-- The organisation of the running transaction. After a transaction the setting reads '' and not NULL, hence nullif.
create function current_org() returns uuid language sql stable
  as $$ select nullif(current_setting('app.org', true), '')::uuid $$;

-- Refuses what append-only tables must never see, also from the owner: a correction is a new row.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

-- Puts a table under row-level security and gives the application's role exactly what its kind allows.
--   append_only: insert and select.   editable: update too.   removable: update and delete too.
create procedure protect_table(target regclass, kind text) language plpgsql as $$
declare app text := current_database() || '_app'; auditor text := current_database() || '_auditor';
begin
  if kind not in ('append_only', 'editable', 'removable') then
    raise exception 'protect_table(%, %): kind is append_only, editable or removable', target, kind;
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_organisation on %s using (org_id = (select current_org())) with check (org_id = (select current_org()))', target);
  execute format('grant select, insert on %s to %I', target, app);
  execute format('grant select on %s to %I', target, auditor);
  if kind <> 'append_only' then execute format('grant update on %s to %I', target, app); end if;
  if kind = 'removable' then execute format('grant delete on %s to %I', target, app); end if;
  if kind = 'append_only' then
    execute format('create trigger append_only before update or delete or truncate on %s for each statement execute function refuse_change()', target);
  end if;
end $$;

create table organisation (
  org_id      uuid primary key default current_org(),
  name        text not null check (name <> ''),
  -- The demonstration's mail goes only into its own outside mailbox, whatever the relay.
  is_demo     boolean not null default false,
  fiscal_start_month integer not null default 4 check (fiscal_start_month between 1 and 12),
  -- Taken away: nobody signs in, its contents are erased, its ledger stays.
  closed_at   timestamptz,
  created_at  timestamptz not null default clock_now()
);
call protect_table('organisation', 'editable');

-- What must look before an organisation is known goes through short, listed SECURITY DEFINER functions like this one.
create function organisation_ids() returns setof uuid language sql stable security definer set search_path = public, pg_temp
  as 'select org_id from organisation';
