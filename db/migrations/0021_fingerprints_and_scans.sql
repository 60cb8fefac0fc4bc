-- expand
-- kernel/vault, operation/outbound-mail, planning/inventory: whose rows a file carries, and where personal information lies.

-- The key under which an organisation's fingerprints are made, sealed like every fact: a rotation wraps it anew.
create table print_key (
  org_id     uuid primary key default current_org() references organisation,
  facts_id   uuid not null,
  created_at timestamptz not null default clock_now(),
  foreign key (org_id, facts_id) references sealed_facts (org_id, id)
);
call protect_table('print_key', 'append_only');

-- A list that was received, known again by the fingerprints of its persons (0025). The list itself is not kept here:
-- `source_id` is erased as soon as it was read. `segment_id` is erased when the data are disposed of: then nobody knows
-- its rows any more. The name is what the client calls it; nobody's name belongs into it.
create table registered_dataset (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  party_id      uuid not null, -- whose data
  engagement_id uuid not null, -- under which it came
  name          text not null check (name <> ''),
  received_on   date not null,
  state         text not null default 'reading' check (state in ('reading', 'registered', 'unread', 'disposed')),
  source_id     uuid not null,
  segment_id    uuid,
  person_count  integer not null default 0 check (person_count >= 0), -- with a fingerprint
  print_count   integer not null default 0 check (print_count >= 0),
  -- Why it, or a part of it, could not be read; or `no_persons`.
  unread_reason text,
  disposed_on   date,
  version       integer not null default 1,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, party_id) references party (org_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, source_id) references vault_file (org_id, id),
  foreign key (org_id, segment_id) references vault_file (org_id, id),
  check (state <> 'registered' or segment_id is not null),
  check ((state = 'disposed') = (disposed_on is not null))
);
create index registered_dataset_known on registered_dataset (org_id) where state = 'registered'; -- whose rows are these?
call protect_table('registered_dataset', 'editable');

-- The fingerprints of the persons in a held mail's attachment, so that the check can be made again at release without
-- opening it again. Erased with the mail's content.
create table outbound_mail_print (
  org_id     uuid not null default current_org() references organisation,
  mail_id    uuid not null,
  number     integer not null check (number >= 1), -- of the attachment
  prints     bytea not null,                       -- 8 bytes each
  counts     bytea not null,                       -- how many of them are each person's, in their order
  created_at timestamptz not null default clock_now(),
  primary key (org_id, mail_id, number),
  foreign key (org_id, mail_id) references outbound_mail (org_id, id)
);
call protect_table('outbound_mail_print', 'removable');

-- 個人情報スキャン: one search through uploaded files, or through a folder of the server.
create table pii_scan (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  source       text not null check (source in ('upload', 'folder')),
  folder       text, -- as the server names it
  asked_by     uuid not null,
  listed_at    timestamptz, -- all its files are known
  cancelled_at timestamptz,
  removed_at   timestamptz, -- its results were removed
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, asked_by) references person (org_id, id),
  check ((source = 'folder') = (folder is not null))
);
call protect_table('pii_scan', 'editable');

-- One file of a scan. What is found in it is counted, never quoted. The path is personal more often than not: it goes when
-- the results are removed.
create table pii_scan_file (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  scan_id      uuid not null,
  path         text not null check (path <> ''), -- below the folder; of an upload its name
  upload_id    uuid,                             -- erased when it was read
  byte_count   bigint not null check (byte_count >= 0),
  status       text check (status in ('clean', 'found', 'unread')), -- null: nobody has looked yet
  reason       text,
  persons_min  integer not null default 0,
  persons_best integer not null default 0,
  persons_max  integer not null default 0,
  counts       jsonb not null default '{}',
  special_care text[] not null default '{}',
  engine       text,
  read_at      timestamptz,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, scan_id) references pii_scan (org_id, id),
  foreign key (org_id, upload_id) references vault_file (org_id, id),
  check ((status is null) = (read_at is null))
);
-- A folder that is listed again, by whoever takes over, lists no file twice.
create unique index pii_scan_file_once on pii_scan_file (org_id, scan_id, path) where upload_id is null;
create index pii_scan_file_order on pii_scan_file (org_id, scan_id, persons_max desc, id);
create index pii_scan_file_waiting on pii_scan_file (org_id, scan_id) where status is null;
call protect_table('pii_scan_file', 'removable');

-- Who looked at the results of a scan on which day (JST); the event is written once for it.
create table pii_scan_look (
  org_id     uuid not null default current_org() references organisation,
  scan_id    uuid not null,
  person_id  uuid not null,
  looked_on  date not null,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, scan_id, person_id, looked_on),
  foreign key (org_id, scan_id) references pii_scan (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id)
);
call protect_table('pii_scan_look', 'append_only');
