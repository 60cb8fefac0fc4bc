-- planning/vendors: parties (関係先), engagements (案件), who stands in which relation there, and the roster of workers.

create table party (
  org_id           uuid not null default current_org() references organisation,
  id               uuid not null,
  name             text not null check (name <> ''),
  -- 法人番号: 13 digits, the first is the check digit (computed by the program).
  corporate_number text check (corporate_number ~ '^[1-9][0-9]{12}$'),
  status           text not null default 'open' check (status in ('open', 'closed')),
  version          integer not null default 1,
  created_at       timestamptz not null default clock_now(),
  primary key (org_id, id)
);
-- One corporation is one party; two departments of it that must be told apart are registered without the number.
create unique index party_corporate_number on party (org_id, corporate_number) where corporate_number is not null;
call protect_table('party', 'editable');

-- Which addresses belong to a party. `name` is in lower case and in ASCII (xn--…): a whole domain with what lies below it,
-- one domain alone, or one address (for mailbox providers that everybody shares). Ended, never deleted.
create table party_domain (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  party_id   uuid not null,
  covers     text not null check (covers in ('subdomains', 'domain', 'address')),
  name       text not null check (name = lower(name) and name <> ''),
  ended_at   timestamptz,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, party_id) references party (org_id, id),
  check ((covers = 'address') = (position('@' in name) > 0))
);
create unique index party_domain_once on party_domain (org_id, party_id, name) where ended_at is null;
create index party_domain_name on party_domain (org_id, name) where ended_at is null; -- whose is this recipient?
call protect_table('party_domain', 'editable');

create table engagement (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  name         text not null check (name <> ''),
  purpose      text not null check (purpose <> ''),
  data_classes text[] not null default '{}' check (data_classes <@
    array['personal_information', 'special_care', 'my_number', 'financial']),
  from_on      date not null,
  until_on     date, -- the last day
  owner_unit_id         uuid not null,
  responsible_person_id uuid not null,
  status       text not null default 'draft' check (status in ('draft', 'active', 'closed')),
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, owner_unit_id) references unit (org_id, id),
  foreign key (org_id, responsible_person_id) references person (org_id, id),
  check (until_on is null or until_on >= from_on)
);
call protect_table('engagement', 'editable');

-- A party's place in one engagement; the same party may be client of one, vendor of another. Ended, never deleted.
create table engagement_party (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  engagement_id uuid not null,
  party_id      uuid not null,
  relation      text not null check (relation in ('client', 'vendor', 'counterparty')),
  -- Vendors: 1 works for ourselves, 2 for a vendor of tier 1 (再委託先), and so on.
  tier          integer check (tier between 1 and 9),
  -- Whom the vendor works for (委託元): a vendor's row of the same engagement; null: ourselves.
  entruster_id  uuid,
  must_client_sign_off boolean not null default false,
  -- Vendors: the obligation to hand in the roster of workers; it knows by when.
  roster_obligation_id uuid,
  ended_at      timestamptz,
  version       integer not null default 1,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, engagement_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, party_id) references party (org_id, id),
  foreign key (org_id, engagement_id, entruster_id) references engagement_party (org_id, engagement_id, id),
  check ((relation = 'vendor') = (tier is not null)),
  check (entruster_id is null or tier > 1),
  check (tier is null or tier = 1 or entruster_id is not null),
  check (not must_client_sign_off or relation = 'client'),
  foreign key (org_id, roster_obligation_id) references obligation (org_id, id),
  check (roster_obligation_id is null or relation = 'vendor')
);
create unique index engagement_party_once on engagement_party (org_id, engagement_id, party_id, relation) where ended_at is null;
create unique index engagement_one_client on engagement_party (org_id, engagement_id) where relation = 'client' and ended_at is null;
create index engagement_party_party on engagement_party (org_id, party_id); -- which engagements touch this party?
call protect_table('engagement_party', 'editable');

-- One confirmation of a roster by one vendor for one month: a new list, or 変更なし.
create table roster_submission (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  engagement_id uuid not null,
  party_id      uuid, -- null: our own workers
  month         text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  submitted_by  uuid not null,
  is_no_change  boolean not null,
  worker_count  integer not null,
  added_count   integer not null,
  changed_count integer not null,
  ended_count   integer not null,
  -- What was submitted, as one hash: the same list sent twice is one submission.
  content_hash  text not null,
  next_due_on   date,
  submitted_at  timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, party_id) references party (org_id, id),
  foreign key (org_id, submitted_by) references person (org_id, id),
  check (not is_no_change or added_count + changed_count + ended_count = 0)
);
create index roster_submission_engagement on roster_submission (org_id, engagement_id, submitted_at);
call protect_table('roster_submission', 'append_only');

-- 従事者: who may work on an engagement, from when until when. Ended, never deleted, so that any day can be read again.
create table roster_entry (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  engagement_id uuid not null,
  person_id     uuid not null,
  job           text not null default '', -- 役割, in the words of the list
  from_on       date not null,
  until_on      date, -- the last day; null: until the engagement ends
  pledged_on    date, -- 誓約書 handed in
  has_pledge_proof   boolean not null default false, -- we have seen the paper
  trained_on    date, -- 教育 taken
  has_training_proof boolean not null default false,
  submission_id uuid, -- the submission that brought the row or changed it last
  version       integer not null default 1,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  -- Deferred: the submission counts what its list did, and is written after it.
  foreign key (org_id, submission_id) references roster_submission (org_id, id) deferrable initially deferred,
  -- The day before from_on means: taken off before the first day came.
  check (until_on is null or until_on >= from_on - 1),
  check (not has_pledge_proof or pledged_on is not null),
  check (not has_training_proof or trained_on is not null)
);
create unique index roster_entry_open on roster_entry (org_id, engagement_id, person_id) where until_on is null;
create index roster_entry_person on roster_entry (org_id, person_id); -- which engagements is this person on?
call protect_table('roster_entry', 'editable');

-- Persons and units of a vendor belong to a party from here on.
alter table person add foreign key (org_id, party_id) references party (org_id, id);
alter table unit add foreign key (org_id, party_id) references party (org_id, id);
create index person_party on person (org_id, party_id) where party_id is not null; -- the workers of one vendor
