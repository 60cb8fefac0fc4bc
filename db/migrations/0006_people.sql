-- kernel/people: persons (with or without an account), the tree of units, who belongs where and holds which role, when.

-- Changes of shape (a unit's parent, two records merged) run one after the other in an organisation, so that two of them
-- cannot together make a circle that neither makes alone.
create function lock_people_shape(org uuid) returns void language sql
  as $$ select pg_advisory_xact_lock(hashtext('people.shape'), hashtext(org::text)) $$;

create table unit (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  parent_id  uuid,
  name       text not null check (name <> ''),
  kind       text not null check (kind in ('company', 'department', 'workplace', 'party')),
  party_id   uuid,  -- the vendor whose people these are; null: our own. The key to `party` comes with planning/vendors.
  closed_on  date,  -- the last day of a unit that was given up
  version    integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, parent_id) references unit (org_id, id),
  check (parent_id <> id),
  check ((kind = 'party') = (party_id is not null))
);
create index unit_parent on unit (org_id, parent_id); -- a unit's children
call protect_table('unit', 'editable');

create function unit_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.party_id is distinct from old.party_id then
    raise exception 'a unit stays with its party' using errcode = 'check_violation', constraint = 'unit_party_is_fixed';
  end if;
  if new.parent_id is null then return new; end if;
  perform lock_people_shape(new.org_id);
  if exists (
    with recursive line as (
      select u.id, u.parent_id from unit u where u.org_id = new.org_id and u.id = new.parent_id
      union
      select u.id, u.parent_id from unit u join line on u.id = line.parent_id and u.org_id = new.org_id
    ) select 1 from line where id = new.id
  ) then
    raise exception 'a unit cannot stand below itself' using errcode = 'check_violation', constraint = 'unit_no_circle';
  end if;
  return new;
end $$;
create trigger unit_guard before insert or update of parent_id, party_id on unit
  for each row execute function unit_guard();

-- The tree as of any instant: one row for each state of a unit; the first reaches back to the beginning.
create table unit_history (
  org_id     uuid not null default current_org() references organisation,
  unit_id    uuid not null,
  version    integer not null,
  parent_id  uuid,
  name       text not null,
  closed_on  date,
  changed_at timestamptz not null,
  primary key (org_id, unit_id, version),
  foreign key (org_id, unit_id) references unit (org_id, id)
);
call protect_table('unit_history', 'append_only');

create function keep_unit_history() returns trigger language plpgsql as $$
begin
  insert into unit_history (org_id, unit_id, version, parent_id, name, closed_on, changed_at)
  values (new.org_id, new.id, new.version, new.parent_id, new.name, new.closed_on,
          case when tg_op = 'INSERT' then '-infinity' else clock_now() end);
  return null;
end $$;
create trigger keep_unit_history after insert or update on unit for each row execute function keep_unit_history();

create table person (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  party_id     uuid,            -- null: our own people
  name         text not null check (name <> ''), -- erasable: pseudonymised when the person's retention ends
  name_kana    text,
  staff_number text,
  active_from_on  date,
  active_until_on date,         -- the last day; null: no end known
  retention_ends_on date,       -- from this day on the record is pseudonymised
  merged_into_id  uuid,         -- another record of the same person; separation of duties compares the last in the line
  pseudonymised_at timestamptz,
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, merged_into_id) references person (org_id, id),
  check (merged_into_id <> id),
  constraint person_days_in_order check (active_until_on >= active_from_on),
  check (pseudonymised_at is null or (name_kana is null and staff_number is null))
);
create unique index person_staff_number on person (org_id, staff_number) where staff_number is not null;
create index person_merged on person (org_id, merged_into_id) where merged_into_id is not null; -- all records of a person
create index person_retention on person (org_id, retention_ends_on) where pseudonymised_at is null; -- the nightly look
call protect_table('person', 'editable');

create function person_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.party_id is distinct from old.party_id then
    raise exception 'a person stays with their party; a change of employer is a new record'
      using errcode = 'check_violation', constraint = 'person_party_is_fixed';
  end if;
  if new.merged_into_id is null then return new; end if;
  perform lock_people_shape(new.org_id);
  if exists (
    with recursive line as (
      select p.id, p.merged_into_id from person p where p.org_id = new.org_id and p.id = new.merged_into_id
      union
      select p.id, p.merged_into_id from person p join line on p.id = line.merged_into_id and p.org_id = new.org_id
    ) select 1 from line where id = new.id
  ) then
    raise exception 'the records already belong together' using errcode = 'check_violation', constraint = 'person_no_circle';
  end if;
  return new;
end $$;
create trigger person_guard before insert or update of merged_into_id, party_id on person
  for each row execute function person_guard();

-- The record that stands for a person: the end of the merge line. Null where there is no such record.
create function canonical_person_id(record uuid) returns uuid language plpgsql stable as $$
declare here uuid := record; further uuid;
begin
  loop
    select p.merged_into_id into further from person p where p.org_id = current_org() and p.id = here;
    if not found then return null; end if;
    if further is null then return here; end if;
    here := further;
  end loop;
end $$;

-- All records of the person to whom this record belongs.
create function records_of_person(record uuid) returns setof uuid language plpgsql stable rows 1 as $$
begin
  return query
    with recursive line as (
      select canonical_person_id(record) as id
      union
      select p.id from person p join line on p.org_id = current_org() and p.merged_into_id = line.id
    ) select line.id from line where line.id is not null;
end $$;

-- The addresses a person may send from and is reached at, in lower case. An address belongs to one person only.
create table person_address (
  org_id     uuid not null default current_org() references organisation,
  address    text not null check (address = lower(address) and address like '%_@_%'),
  person_id  uuid not null,
  is_primary boolean not null default true,
  primary key (org_id, address),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index person_address_person on person_address (org_id, person_id);
create unique index person_address_primary on person_address (org_id, person_id) where is_primary; -- one to write to
call protect_table('person_address', 'removable');

-- Belonging to a unit, and holding a role there. Ended, never deleted, so that any day can be read "as of".
create table membership (
  org_id    uuid not null default current_org() references organisation,
  id        uuid not null,
  person_id uuid not null,
  unit_id   uuid not null,
  role      text not null check (role in
    ('employee', 'worker', 'supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office', 'audit_officer',
     'administrator')),
  from_on   date not null,
  until_on  date, -- the last day
  version   integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  check (until_on is null or until_on >= from_on)
);
create index membership_person on membership (org_id, person_id);
create index membership_unit on membership (org_id, unit_id, role);
create index membership_role on membership (org_id, role) where role <> 'employee'; -- who holds a role anywhere
call protect_table('membership', 'editable');

create function membership_guard() returns trigger language plpgsql as $$
begin
  -- Somebody else's worker may sit in our workplace, but never holds one of our roles.
  if new.role <> 'worker' and (select p.party_id from person p where p.org_id = new.org_id and p.id = new.person_id)
     is distinct from (select u.party_id from unit u where u.org_id = new.org_id and u.id = new.unit_id) then
    raise exception 'a role is held at a unit of one''s own party'
      using errcode = 'check_violation', constraint = 'membership_own_party';
  end if;
  -- 個人情報保護管理者 and 監査責任者 are two different persons.
  if new.role in ('privacy_officer', 'audit_officer') then
    perform lock_people_shape(new.org_id);
    if exists (select 1 from membership m
      where m.org_id = new.org_id and m.id <> new.id and m.role in ('privacy_officer', 'audit_officer') and m.role <> new.role
        and m.person_id in (select records_of_person(new.person_id))
        and daterange(m.from_on, m.until_on, '[]') && daterange(new.from_on, new.until_on, '[]')) then
      raise exception 'the privacy officer and the audit officer are two different persons'
        using errcode = 'check_violation', constraint = 'membership_officers_differ';
    end if;
  end if;
  return new;
end $$;
create trigger membership_guard before insert or update on membership for each row execute function membership_guard();

-- Days on which a person is not there: their substitutes act.
create table absence (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  person_id  uuid not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  ended_at   timestamptz, -- came back early
  version    integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  check (until_at > from_at)
);
create index absence_person on absence (org_id, person_id, until_at);
call protect_table('absence', 'editable');

-- Who acts for whom. The stand-in acts with actingFor, and holds only what the other holds at that moment.
--   delegation 代理: dated, in force through its time.   substitute 代行: standing, in force while the other is absent.
create table delegation (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  kind        text not null default 'delegation' check (kind in ('delegation', 'substitute')),
  from_person_id uuid not null,
  to_person_id   uuid not null,
  role        text not null check (role in
    ('employee', 'worker', 'supervisor', 'workplace_manager', 'privacy_officer', 'privacy_office', 'audit_officer',
     'administrator')),
  unit_id     uuid,              -- null: wherever the one who delegates holds the role
  from_at     timestamptz not null,
  until_at    timestamptz,       -- null: standing
  reason      text not null check (reason <> ''),
  ended_at    timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, from_person_id) references person (org_id, id),
  foreign key (org_id, to_person_id) references person (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  check (from_person_id <> to_person_id),
  check (until_at > from_at),
  check (kind = 'substitute' or until_at is not null)
);
create index delegation_to on delegation (org_id, to_person_id);
create index delegation_from on delegation (org_id, from_person_id);
call protect_table('delegation', 'editable');
