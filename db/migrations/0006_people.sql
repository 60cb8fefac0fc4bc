-- kernel/people: persons (with or without an account), the tree of units, who belongs where and holds which role, when.

create table unit (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  parent_id  uuid,
  name       text not null check (name <> ''),
  kind       text not null check (kind in ('company', 'department', 'workplace', 'party')),
  party_id   uuid,  -- the vendor whose people these are; null: our own. The key to `party` comes with planning/vendors.
  version    integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, parent_id) references unit (org_id, id),
  check (parent_id <> id)
);
call protect_table('unit', 'editable');

create table person (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  party_id     uuid,            -- null: our own people
  name         text not null,   -- erasable: pseudonymised when the person's retention ends
  name_kana    text,
  staff_number text,
  active_from_on  date,
  active_until_on date,         -- the last day; null: no end known
  merged_into_id  uuid,         -- another record of the same person; separation of duties compares the last in the line
  pseudonymised_at timestamptz,
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, merged_into_id) references person (org_id, id),
  check (merged_into_id <> id)
);
create unique index person_staff_number on person (org_id, staff_number) where staff_number is not null;
call protect_table('person', 'editable');

-- The addresses a person may send from and is reached at, in lower case. An address belongs to one person only.
create table person_address (
  org_id     uuid not null default current_org() references organisation,
  address    text not null check (address = lower(address)),
  person_id  uuid not null,
  is_primary boolean not null default true,
  primary key (org_id, address),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index person_address_person on person_address (org_id, person_id);
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
call protect_table('membership', 'editable');

-- Dated delegation: the delegate acts with actingFor, and holds only what the one who delegates holds at that moment.
create table delegation (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  from_person_id uuid not null,
  to_person_id   uuid not null,
  role        text not null,
  from_at     timestamptz not null,
  until_at    timestamptz not null,
  reason      text not null check (reason <> ''),
  ended_at    timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, from_person_id) references person (org_id, id),
  foreign key (org_id, to_person_id) references person (org_id, id),
  check (from_person_id <> to_person_id),
  check (until_at > from_at)
);
create index delegation_to on delegation (org_id, to_person_id);
call protect_table('delegation', 'editable');
