-- expand
-- operation/print-checks: print jobs, what is handed in for them, what the machine found, the sample that was opened, and the
-- passages of their gates. Names, values and answers lie erasable in the vault; here stand ids, hashes, codes and counts.

create table print_job (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  engagement_id uuid not null,
  title         text not null check (title <> ''),
  printer_id    uuid not null,        -- the vendor that prints
  client_id     uuid,                 -- of the engagement, when the job was registered
  must_client_sign_off boolean not null,
  author_id     uuid not null,        -- the printer's person in charge, or ours where the printer has nobody here
  unit_id       uuid not null,        -- ours that is in charge: whose people are asked for the entruster
  version       integer not null default 1,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, printer_id) references party (org_id, id),
  foreign key (org_id, client_id) references party (org_id, id),
  foreign key (org_id, author_id) references person (org_id, id),
  foreign key (org_id, unit_id) references unit (org_id, id),
  check (not must_client_sign_off or client_id is not null),
  check (client_id is null or client_id <> printer_id)
);
create index print_job_printer on print_job (org_id, printer_id, id); -- what this printer sees
call protect_table('print_job', 'editable');

-- Every file that was ever handed in. The files of the newest revision of a slot are what lies there now.
create table print_file (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  slot          text not null check (slot in ('test_specification', 'test_data', 'test_pdf', 'specification', 'proof_data',
    'proof', 'data', 'pdf', 'scan')),
  revision      integer not null check (revision >= 1),
  position      integer not null check (position >= 0),
  vault_file_id uuid not null,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count    bigint not null check (byte_count >= 0),
  name          text not null,        -- erasable: a person may stand in it
  added_by      uuid not null,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, job_id, slot, revision, position),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, vault_file_id) references vault_file (org_id, id),
  foreign key (org_id, added_by) references person (org_id, id)
);
call protect_table('print_file', 'editable');
do $$ begin
  execute format('revoke update on print_file from %I', current_database() || '_app');
  execute format('grant update (name) on print_file to %I', current_database() || '_app');
end $$;

-- Why a setting of production differs from the tested one.
create table print_explanation (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  difference    text not null check (difference ~ '^[0-9a-f]{64}$'), -- the two specifications, the place and both values
  text_id       uuid not null,        -- sealed
  commitment    text not null,
  person_id     uuid not null,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index print_explanation_job on print_explanation (org_id, job_id, difference);
call protect_table('print_explanation', 'append_only');

-- One verification by machine. What it found lies in the vault; `input_hash` names exactly what it looked at.
create table print_run (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  kind          text not null check (kind in ('test', 'proof', 'production', 'scan')),
  input_hash    text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  file_ids      uuid[] not null,      -- rows of print_file, in their order
  queue_job_id  uuid,
  state         text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  outcome       text check (outcome in ('right', 'mismatches', 'unverified')),
  cannot_reason text,                 -- the code; its facts lie with the result
  lacks         text[] not null default '{}', -- hard cases that the test data do not hold
  page_count    integer not null default 0,
  sheet_count   integer not null default 0,
  record_count  integer not null default 0,
  child_count   integer not null default 0,
  ok_count      integer not null default 0,
  unverified_count integer not null default 0,
  banner_count  integer not null default 0,
  mismatch_count integer not null default 0,
  result_file_id uuid,
  engine        text,
  started_by    uuid not null,
  finished_at   timestamptz,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, result_file_id) references vault_file (org_id, id),
  foreign key (org_id, started_by) references person (org_id, id),
  check ((state = 'done') = (outcome is not null)),
  -- "Could not verify" is never right, and right leaves nothing open.
  constraint right_is_whole check (outcome <> 'right' or (mismatch_count = 0 and unverified_count = 0
    and cannot_reason is null and sheet_count > 0 and record_count > 0 and ok_count + banner_count = sheet_count))
);
create index print_run_job on print_run (org_id, job_id, kind, created_at);
call protect_table('print_run', 'editable');

-- What a finished run says does not change any more.
create function keep_print_outcome() returns trigger language plpgsql as $$
begin
  if old.state in ('done', 'failed') then
    raise exception 'print_run %: what was found stays', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_outcome before update on print_run for each row execute function keep_print_outcome();

-- 工程ヒアリング: what the printer said about how the run is made.
create table print_hearing (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  held_on       date not null,
  answers_id    uuid not null,        -- sealed
  commitment    text not null,
  person_id     uuid not null,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index print_hearing_job on print_hearing (org_id, job_id, created_at);
call protect_table('print_hearing', 'append_only');

-- That a stage passed: by a consumed permit of this job's own gate, and only behind the stage before it.
create table print_passage (
  org_id        uuid not null default current_org() references organisation,
  job_id        uuid not null,
  stage         text not null check (stage in ('settings', 'proof', 'production', 'delivery')),
  permit_id     uuid not null,
  effect        text not null,
  opening_id    uuid not null,
  revision      integer not null,
  revision_hash text not null,
  earlier_stage text,
  earlier_permit_id uuid,
  passed_at     timestamptz not null default clock_now(),
  primary key (org_id, permit_id),
  unique (org_id, job_id, stage, permit_id),
  unique (org_id, opening_id, revision),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, permit_id) references permit_consumption (org_id, permit_id),
  foreign key (org_id, permit_id, revision_hash, effect) references permit (org_id, id, revision_hash, effect),
  foreign key (org_id, opening_id, revision, revision_hash)
    references gate_revision (org_id, opening_id, number, revision_hash),
  foreign key (org_id, job_id, earlier_stage, earlier_permit_id)
    references print_passage (org_id, job_id, stage, permit_id),
  constraint its_own_effect check (effect = 'print-checks.' || stage),
  constraint behind_the_stage_before check (
    earlier_stage is not distinct from case stage when 'proof' then 'settings' when 'production' then 'proof'
      when 'delivery' then 'production' end
    and (earlier_stage is null) = (earlier_permit_id is null))
);
call protect_table('print_passage', 'append_only');

create function guard_print_passage() returns trigger language plpgsql as $$
begin
  if not exists (select from permit p join gate_opening o on o.org_id = p.org_id and o.id = p.opening_id
      where p.org_id = new.org_id and p.id = new.permit_id and p.opening_id = new.opening_id
        and o.gate = new.effect and o.subject_id = new.job_id) then
    raise exception 'print_passage: permit % is not of this job''s gate', new.permit_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger own_gate before insert on print_passage for each row execute function guard_print_passage();

-- A printed lot exists only behind the passage of its production PDF. Its population is fixed with it, before any seed.
create table print_lot (
  org_id          uuid not null default current_org() references organisation,
  id              uuid not null,
  job_id          uuid not null,
  number          integer not null check (number >= 1),
  behind          text not null default 'production' check (behind = 'production'),
  production_permit_id uuid not null,
  item_count      integer not null check (item_count >= 1),
  batches         jsonb not null,
  restarts        integer[] not null default '{}',
  spoiled_count   integer not null default 0 check (spoiled_count >= 0),
  population_hash text not null check (population_hash ~ '^[0-9a-f]{64}$'), -- PDFs, data, lot
  registered_by   uuid not null,
  created_at      timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, job_id, number),
  unique (org_id, id, population_hash),
  foreign key (org_id, job_id, behind, production_permit_id) references print_passage (org_id, job_id, stage, permit_id),
  foreign key (org_id, registered_by) references person (org_id, id)
);
call protect_table('print_lot', 'append_only');

create table print_sample (
  org_id          uuid not null default current_org() references organisation,
  id              uuid not null,
  lot_id          uuid not null,
  population_hash text not null,
  seed            text not null check (seed ~ '^[0-9a-f]{64}$'),
  bad_share       double precision not null check (bad_share > 0 and bad_share <= 1),
  confidence      double precision not null check (confidence > 0 and confidence < 1),
  expected_id     uuid not null,      -- sealed: what is asked of each item, and what the data say
  commitment      text not null,
  drawn_at        timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, lot_id),
  foreign key (org_id, lot_id, population_hash) references print_lot (org_id, id, population_hash)
);
call protect_table('print_sample', 'append_only');

create table print_sample_item (
  org_id        uuid not null default current_org() references organisation,
  sample_id     uuid not null,
  item          integer not null check (item >= 1),
  reasons       text[] not null check (reasons <@
    array['first', 'last', 'batch_first', 'batch_last', 'restart', 'most_children', 'longest_name', 'gaiji']),
  is_random     boolean not null,
  primary key (org_id, sample_id, item),
  foreign key (org_id, sample_id) references print_sample (org_id, id),
  check (is_random or cardinality(reasons) > 0)
);
call protect_table('print_sample_item', 'append_only');

-- Whoever enters first opens the whole sample; the witness is another person.
create table print_sample_opener (
  org_id        uuid not null default current_org() references organisation,
  sample_id     uuid not null,
  person_id     uuid not null,
  began_at      timestamptz not null default clock_now(),
  primary key (org_id, sample_id),
  unique (org_id, sample_id, person_id),
  foreign key (org_id, sample_id) references print_sample (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id)
);
call protect_table('print_sample_opener', 'append_only');

-- What one side of one item says, once: nobody types again until it fits.
create table print_sample_entry (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  sample_id     uuid not null,
  item          integer not null,
  page          integer not null check (page >= 0),
  how           text not null check (how in ('typed', 'photographed')),
  matches       boolean not null,
  typed_id      uuid,                 -- sealed
  commitment    text,
  photo_id      uuid,
  person_id     uuid not null,
  entered_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, sample_id, item, page),
  foreign key (org_id, sample_id, item) references print_sample_item (org_id, sample_id, item),
  foreign key (org_id, sample_id, person_id) references print_sample_opener (org_id, sample_id, person_id),
  foreign key (org_id, photo_id) references vault_file (org_id, id),
  check ((how = 'photographed') = (photo_id is not null)),
  check ((typed_id is null) = (commitment is null))
);
call protect_table('print_sample_entry', 'append_only');

-- A request to a person of the client; its gate holds the answer.
create table print_client_sign_off (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  person_id     uuid not null,
  guest_link_id uuid,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, guest_link_id) references guest_link (org_id, id)
);
create index print_client_sign_off_job on print_client_sign_off (org_id, job_id);
call protect_table('print_client_sign_off', 'append_only');

-- 納品書: there is none without the passage of the last gate, whatever the program believes.
create table print_hand_over (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  number        integer not null check (number >= 1),
  behind        text not null default 'delivery' check (behind = 'delivery'),
  permit_id     uuid not null,
  document_id   uuid not null,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_by       uuid not null,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, job_id, number),
  unique (org_id, permit_id),
  foreign key (org_id, job_id, behind, permit_id) references print_passage (org_id, job_id, stage, permit_id),
  foreign key (org_id, document_id) references vault_file (org_id, id),
  foreign key (org_id, made_by) references person (org_id, id)
);
call protect_table('print_hand_over', 'append_only');
