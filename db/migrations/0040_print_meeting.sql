-- expand
-- operation/print-checks: チェック会議 of the settings gate, as it was held: when, by whom, what lay on the table, what was said.

-- Bound to the revision that was shown, and no part of it: to record a meeting voids nothing, and a change asks for another.
create table print_meeting (
  org_id           uuid not null default current_org() references organisation,
  id               uuid not null,
  job_id           uuid not null,
  revision_hash    text not null check (revision_hash ~ '^[0-9a-f]{64}$'),
  run_id           uuid not null,     -- the verified test print that was shown
  difference_count integer not null check (difference_count >= 0),
  held_on          date not null,
  said_id          uuid not null,     -- sealed: who was there, the points and their answers, what was decided
  commitment       text not null,
  person_id        uuid not null,
  created_at       timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, job_id) references print_job (org_id, id),
  foreign key (org_id, run_id) references print_run (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index print_meeting_job on print_meeting (org_id, job_id, created_at);
call protect_table('print_meeting', 'append_only');
