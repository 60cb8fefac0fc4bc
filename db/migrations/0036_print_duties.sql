-- expand
-- operation/print-checks: samples drawn anew, stopped lots that were told to the privacy office, and when the files of a job
-- go. What a person writes lies sealed, like everywhere.

-- The same printed matter, whose drawn items nobody had opened: drawn anew, with the reason of the row.
alter table print_lot
  add column is_redrawn boolean not null default false,
  add constraint print_lot_redrawn_says_why check (not is_redrawn or reason_id is not null);

-- 事故のおそれの第一報: that a person told the privacy office of a stopped lot, and what became of it.
create table print_lot_report (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  job_id        uuid not null,
  lot_id        uuid not null,
  incident_id   text not null,        -- of whoever app named: an obligation, later an incident
  link          text not null,
  cause         text not null check (cause in ('sample', 'scan')),
  item_count    integer not null,
  opened_count  integer not null,
  mismatch_count integer not null,
  sentence_ja   text not null,        -- what happened, without a value of any person
  sentence_en   text not null,
  reported_by   uuid not null,
  reported_at   timestamptz not null default clock_now(),
  answer_id     uuid,                 -- sealed: what the privacy office did about it
  answer_commitment text,
  answered_by   uuid,
  answered_at   timestamptz,
  primary key (org_id, id),
  unique (org_id, lot_id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, lot_id) references print_lot (org_id, id),
  foreign key (org_id, reported_by) references person (org_id, id),
  foreign key (org_id, answered_by) references person (org_id, id),
  check ((answer_id is null) = (answered_at is null) and (answer_id is null) = (answered_by is null)
    and (answer_id is null) = (answer_commitment is null))
);
create index print_lot_report_job on print_lot_report (org_id, job_id);
call protect_table('print_lot_report', 'editable');

-- 保存期間: days after the delivery until data, PDFs, results and what was read from the paper are erased.
create table print_retention (
  org_id       uuid primary key default current_org() references organisation,
  content_days integer not null default 90 check (content_days between 1 and 3650),
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now()
);
call protect_table('print_retention', 'editable');

alter table print_job add column contents_erased_at timestamptz;

-- Kept for a lawsuit or an investigation: never erased while one row of it stands.
create table print_freeze (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  job_id      uuid not null,
  cause       text not null check (cause in ('lawsuit', 'investigation')),
  reason_id   uuid not null,
  commitment  text not null,
  frozen_by   uuid not null,
  frozen_at   timestamptz not null default clock_now(),
  lifted_by   uuid,
  lifted_at   timestamptz,
  lift_reason_id uuid,
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, frozen_by) references person (org_id, id),
  foreign key (org_id, lifted_by) references person (org_id, id),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason_id is null))
);
create unique index print_freeze_standing on print_freeze (org_id, job_id) where lifted_at is null;
call protect_table('print_freeze', 'editable');

-- A frozen job is not erased, whatever a program believes.
create function guard_frozen_print() returns trigger language plpgsql as $$
begin
  if new.contents_erased_at is not null and old.contents_erased_at is null
     and exists (select from print_freeze f where f.org_id = new.org_id and f.job_id = new.id and f.lifted_at is null) then
    raise exception 'print_job %: frozen, and not to be erased', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger frozen before update of contents_erased_at on print_job
  for each row execute function guard_frozen_print();
