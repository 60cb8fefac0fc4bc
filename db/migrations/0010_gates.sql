-- kernel/gates: what is asked before something may happen, who decided on which content, and the permits that let it happen.
-- Whether a gate is open is computed and never stored. Names, comments, findings and contents lie erasable in the vault;
-- here stand ids, hashes and salted commitments.

create table gate_opening (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  gate         text not null,          -- the definition's id, e.g. outbound-mail.release
  gate_version integer not null,
  subject_id   uuid not null,
  author_id    uuid not null,          -- the end of the merge line when the gate opened
  unit_id      uuid not null,          -- whose supervisor is asked
  requirements jsonb not null,         -- frozen: what policy asks later does not reach an open gate
  obligation_subject_ids uuid[] not null default '{}', -- an overdue obligation of one of these closes the gate
  opened_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, gate, subject_id),
  unique (org_id, id, author_id),      -- decisions point here, so that a row cannot name another author
  foreign key (org_id, author_id) references person (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id)
);
create index gate_opening_subject on gate_opening (org_id, subject_id);
call protect_table('gate_opening', 'append_only');

-- The checks of the frozen requirement set once more as rows, so that no decision can call an approval something else.
create table gate_check (
  org_id     uuid not null default current_org() references organisation,
  opening_id uuid not null,
  check_id   text not null,
  kind       text not null check (kind in ('machine', 'attest', 'approve', 'sample', 'document')),
  side       text not null check (side in ('any', 'entruster')),
  primary key (org_id, opening_id, check_id),
  unique (org_id, opening_id, check_id, kind, side),
  foreign key (org_id, opening_id) references gate_opening (org_id, id)
);
call protect_table('gate_check', 'append_only');

create table gate_revision (
  org_id        uuid not null default current_org() references organisation,
  opening_id    uuid not null,
  number        integer not null check (number >= 1),
  revision_hash text not null check (revision_hash ~ '^[0-9a-f]{64}$'),
  content_id    uuid not null,         -- the sealed canonical content
  made_at       timestamptz not null default clock_now(),
  primary key (org_id, opening_id, number),
  unique (org_id, opening_id, number, revision_hash),
  foreign key (org_id, opening_id) references gate_opening (org_id, id)
);
call protect_table('gate_revision', 'append_only');

create table gate_verdict (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  seq           bigint generated always as identity,
  opening_id    uuid not null,
  revision      integer not null,
  revision_hash text not null,
  check_id      text not null,
  check_kind    text not null default 'machine' check (check_kind = 'machine'),
  check_side    text not null default 'any',
  verdict       text not null check (verdict in ('pass', 'findings', 'unread', 'fail')),
  points        text[] not null,       -- what a person must tick; salted, so that they tell nothing
  findings_id   uuid,                  -- the sealed findings
  commitment    text,
  engine        text not null check (engine <> ''),
  recorded_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, opening_id, revision, revision_hash)
    references gate_revision (org_id, opening_id, number, revision_hash),
  foreign key (org_id, opening_id, check_id, check_kind, check_side)
    references gate_check (org_id, opening_id, check_id, kind, side),
  check ((verdict in ('findings', 'unread')) = (cardinality(points) > 0))
);
create index gate_verdict_opening on gate_verdict (org_id, opening_id, seq);
call protect_table('gate_verdict', 'append_only');

create table gate_decision (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  seq           bigint generated always as identity,
  opening_id    uuid not null,
  author_id     uuid not null,
  revision      integer not null,
  revision_hash text not null,
  check_id      text not null,
  check_kind    text not null check (check_kind <> 'machine'),
  check_side    text not null,
  person_id     uuid not null,         -- the signer, the end of the merge line at that moment
  role          text not null,         -- held at that moment; 'author' where the check asks the author
  unit_id       uuid not null,
  party_id      uuid,                  -- the vendor whose person signed; null: our own
  acting_for_id uuid,                  -- the one who delegated
  outcome       text not null check (outcome in ('pass', 'refuse')),
  points        text[] not null default '{}', -- the findings that the signer ticked
  seconds_in_view integer check (seconds_in_view >= 0),
  sampled_count integer check (sampled_count > 0),
  evidence_id   uuid,
  evidence_sha256 text check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  comment_id    uuid,                  -- the sealed comment
  commitment    text,
  via           text not null,         -- the session or the guest link
  decided_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, opening_id, author_id) references gate_opening (org_id, id, author_id),
  foreign key (org_id, opening_id, revision, revision_hash)
    references gate_revision (org_id, opening_id, number, revision_hash),
  foreign key (org_id, opening_id, check_id, check_kind, check_side)
    references gate_check (org_id, opening_id, check_id, kind, side),
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, acting_for_id) references person (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  constraint author_never_approves check (check_kind <> 'approve' or person_id <> author_id),
  constraint nobody_approves_for_the_author check (check_kind <> 'approve' or acting_for_id <> author_id),
  constraint vendor_never_approves_for_entruster check (check_side <> 'entruster' or party_id is null),
  constraint document_has_evidence
    check (check_kind <> 'document' or outcome <> 'pass' or (evidence_id is not null and evidence_sha256 is not null)),
  constraint sample_has_answers check (check_kind <> 'sample' or outcome <> 'pass' or sampled_count is not null)
);
-- One person passes at most one check of a revision, whatever the program believes.
create unique index gate_decision_one_pass on gate_decision (org_id, opening_id, revision, person_id)
  where outcome = 'pass';
create index gate_decision_opening on gate_decision (org_id, opening_id, seq);
create index gate_decision_person on gate_decision (org_id, person_id, decided_at); -- agreement rates
call protect_table('gate_decision', 'append_only');

-- A sample: the population's hash is fixed first, then the seed is drawn; picks follow from both.
create table gate_sample (
  org_id          uuid not null default current_org() references organisation,
  id              uuid not null,
  opening_id      uuid not null,
  revision        integer not null,
  check_id        text not null,
  population_hash text not null check (population_hash ~ '^[0-9a-f]{64}$'),
  population_size integer not null check (population_size > 0),
  sample_size     integer not null check (sample_size > 0 and sample_size <= population_size),
  fixed_at        timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, opening_id, revision, check_id),
  foreign key (org_id, opening_id, revision) references gate_revision (org_id, opening_id, number),
  foreign key (org_id, opening_id, check_id) references gate_check (org_id, opening_id, check_id)
);
call protect_table('gate_sample', 'append_only');

create table gate_sample_seed (
  org_id    uuid not null default current_org() references organisation,
  sample_id uuid not null,
  seed      text not null check (seed ~ '^[0-9a-f]{64}$'),
  drawn_at  timestamptz not null default clock_now(),
  primary key (org_id, sample_id),
  foreign key (org_id, sample_id) references gate_sample (org_id, id)
);
call protect_table('gate_sample_seed', 'append_only');

-- Two persons of the privacy office open a gate past its checks; it is counted and reviewed.
create table break_glass (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  opening_id    uuid not null,
  author_id     uuid not null,
  revision      integer not null,
  revision_hash text not null,
  person_id     uuid not null,
  reason_id     uuid not null,         -- the sealed reason
  commitment    text not null,
  opened_at     timestamptz not null default clock_now(),
  expires_at    timestamptz not null,
  primary key (org_id, id),
  unique (org_id, id, person_id, author_id),
  foreign key (org_id, opening_id, author_id) references gate_opening (org_id, id, author_id),
  foreign key (org_id, opening_id, revision, revision_hash)
    references gate_revision (org_id, opening_id, number, revision_hash),
  foreign key (org_id, person_id) references person (org_id, id),
  constraint author_never_breaks check (person_id <> author_id),
  check (expires_at > opened_at)
);
create index break_glass_opening on break_glass (org_id, opening_id);
call protect_table('break_glass', 'append_only');

create table break_glass_confirmation (
  org_id         uuid not null default current_org() references organisation,
  break_glass_id uuid not null,
  opener_id      uuid not null,
  author_id      uuid not null,
  person_id      uuid not null,
  confirmed_at   timestamptz not null default clock_now(),
  primary key (org_id, break_glass_id),
  foreign key (org_id, break_glass_id, opener_id, author_id)
    references break_glass (org_id, id, person_id, author_id),
  foreign key (org_id, person_id) references person (org_id, id),
  constraint two_persons check (person_id <> opener_id and person_id <> author_id)
);
call protect_table('break_glass_confirmation', 'append_only');

create table permit (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  seq           bigint generated always as identity,
  opening_id    uuid not null,
  revision      integer not null,
  revision_hash text not null,
  effect        text not null check (effect <> ''),
  recipients_id uuid,                  -- the sealed recipients of an effect outside the database
  recipient_count integer not null default 0,
  commitment    text,
  break_glass_id uuid,                 -- marked for good
  issued_at     timestamptz not null default clock_now(),
  expires_at    timestamptz not null,
  primary key (org_id, id),
  unique (org_id, id, revision_hash, effect),
  foreign key (org_id, opening_id, revision, revision_hash)
    references gate_revision (org_id, opening_id, number, revision_hash),
  foreign key (org_id, break_glass_id) references break_glass_confirmation (org_id, break_glass_id),
  check (expires_at > issued_at)
);
create index permit_opening on permit (org_id, opening_id, seq);
call protect_table('permit', 'append_only');

-- The effect happens in the transaction of this row, and there is one row a permit.
create table permit_consumption (
  org_id        uuid not null default current_org() references organisation,
  permit_id     uuid not null,
  revision_hash text not null,
  effect        text not null,
  consumed_at   timestamptz not null default clock_now(),
  primary key (org_id, permit_id),
  foreign key (org_id, permit_id, revision_hash, effect) references permit (org_id, id, revision_hash, effect)
);
call protect_table('permit_consumption', 'append_only');

-- After this nothing is asked or let through any more: withdrawn, sent back, expired, or done.
create table gate_end (
  org_id     uuid not null default current_org() references organisation,
  opening_id uuid not null,
  how        text not null check (how in ('withdrawn', 'sent_back', 'expired', 'done')),
  ended_at   timestamptz not null default clock_now(),
  primary key (org_id, opening_id),
  foreign key (org_id, opening_id) references gate_opening (org_id, id)
);
call protect_table('gate_end', 'append_only');

-- For lists only, and rebuildable: no release ever reads these two.
create table gate_progress (
  org_id        uuid not null default current_org() references organisation,
  opening_id    uuid not null,
  gate          text not null,
  subject_id    uuid not null,
  author_id     uuid not null,
  state         text not null check (state in ('waiting', 'stopped', 'complete', 'passed', 'ended')),
  finding_count integer not null,
  nobody_asked  boolean not null,      -- a check waits and no approver can be found: an alarm
  opened_at     timestamptz not null,
  open_at       timestamptz,           -- when the cool-down of a complete gate ends
  expires_at    timestamptz,
  primary key (org_id, opening_id),
  foreign key (org_id, opening_id) references gate_opening (org_id, id)
);
create index gate_progress_live on gate_progress (org_id, gate, opened_at) where state not in ('passed', 'ended');
call protect_table('gate_progress', 'editable');

create table gate_waiting (
  org_id        uuid not null default current_org() references organisation,
  opening_id    uuid not null,
  check_id      text not null,
  person_id     uuid not null,         -- who is asked
  acting_for_id uuid,
  since_at      timestamptz not null,
  primary key (org_id, opening_id, check_id, person_id),
  foreign key (org_id, opening_id) references gate_progress (org_id, opening_id)
);
create index gate_waiting_person on gate_waiting (org_id, person_id, since_at, opening_id); -- the list of one person
call protect_table('gate_waiting', 'removable');

-- Personal texts of gates: contents, findings, comments, recipients, reasons. Erasable; a commitment stays elsewhere.
create table gate_note (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  body       jsonb,
  salt       text,
  erased_at  timestamptz,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  check ((body is null) = (erased_at is not null))
);
call protect_table('gate_note', 'editable');
