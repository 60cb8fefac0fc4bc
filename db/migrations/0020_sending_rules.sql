-- expand
-- kernel/gates, operation/outbound-mail: what a machine's verdict asks beyond the frozen requirements; the sending rules
-- with their versions; mailing lists and their members; which domains the organisation has mailed before.

-- {checks: {id: {count, isRequired, needsReason}}, coolDownSeconds, because}: grows within one revision and never shrinks,
-- because each verdict carries what the ones before it asked for.
alter table gate_verdict add column asks jsonb;

-- Who is asked for what when a mail shows something. One row a version of one scope; the newest that is in effect counts.
-- A version without rules ends its scope. The organisation's own replaces the built-in defaults; all others only add.
create table sending_rule_set (
  org_id         uuid not null default current_org() references organisation,
  id             uuid not null,
  scope_kind     text not null check (scope_kind in ('organisation', 'unit', 'domain', 'engagement')),
  scope_key      text not null, -- '', the unit's id, the outside domain (with what lies below it), the engagement's id
  version        integer not null check (version >= 1),
  rules          jsonb,         -- null: ended
  effective_from timestamptz not null,
  saved_by       uuid,          -- null: the program
  created_at     timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, scope_kind, scope_key, version),
  foreign key (org_id, saved_by) references person (org_id, id),
  check ((scope_kind = 'organisation') = (scope_key = ''))
);
create index sending_rule_set_now on sending_rule_set (org_id, scope_kind, scope_key, effective_from desc, version desc);
call protect_table('sending_rule_set', 'append_only');

-- An address that stands for many. Its members are what the organisation knows of it.
create table mail_list (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  address    text not null check (address = lower(address) and position('@' in address) > 1),
  name       text not null check (name <> ''),
  ended_at   timestamptz,
  version    integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id)
);
create unique index mail_list_address on mail_list (org_id, address) where ended_at is null;
call protect_table('mail_list', 'editable');

create table mail_list_member (
  org_id     uuid not null default current_org() references organisation,
  list_id    uuid not null,
  address    text not null check (address = lower(address) and position('@' in address) > 1),
  created_at timestamptz not null default clock_now(),
  primary key (org_id, list_id, address),
  foreign key (org_id, list_id) references mail_list (org_id, id)
);
call protect_table('mail_list_member', 'removable');

-- The outside domains that a mail of ours has reached. `registrable` and the keys by which look-alikes are found are
-- filled in when a domain is asked for that is not here.
create table mailed_domain (
  org_id          uuid not null default current_org() references organisation,
  domain          text not null,
  registrable     text,
  first_mailed_at timestamptz not null default clock_now(),
  primary key (org_id, domain)
);
create index mailed_domain_registrable on mailed_domain (org_id, registrable);
create index mailed_domain_unread on mailed_domain (org_id) where registrable is null;
call protect_table('mailed_domain', 'editable');

create table mailed_domain_key (
  org_id uuid not null default current_org() references organisation,
  key    text not null,
  domain text not null, -- registrable
  primary key (org_id, key, domain)
);
call protect_table('mailed_domain_key', 'append_only');

-- Noted where the delivery is, so that no program can forget it.
create function note_mailed_domain() returns trigger language plpgsql as $$
begin
  -- A delivery never waits for another to the same new domain, or two could wait for each other: the other one notes it.
  if not exists (select from mailed_domain d where d.org_id = new.org_id and d.domain = new.domain)
     and pg_try_advisory_xact_lock(hashtextextended('mailed ' || new.org_id::text || ' ' || new.domain, 0)) then
    insert into mailed_domain (org_id, domain) values (new.org_id, new.domain) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger mailed after update of delivery on outbound_mail_recipient for each row
  when (new.delivery = 'delivered' and old.delivery <> 'delivered' and new.is_outside)
  execute function note_mailed_domain();
insert into mailed_domain (org_id, domain, first_mailed_at)
  select org_id, domain, min(coalesce(settled_at, clock_now())) from outbound_mail_recipient
  where delivery = 'delivered' and is_outside group by 1, 2
  on conflict do nothing;
