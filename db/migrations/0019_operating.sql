-- expand
-- kernel/db, kernel/vault, operation/outbound-mail: what operating it needs. Who runs, what was erased, when a backup was
-- taken and tried, how long a mail is kept, and which must not be erased at all.

-- The processes that are alive, with the newest migration that each knows. A migration that takes something away waits
-- for those that do not know it. By the machine's clock: it is about processes, not about business.
create table running_process (
  id              uuid primary key,
  name            text not null check (name <> ''),
  host            text not null,
  knows_migration text not null, -- the newest file name that its program came with
  started_at      timestamptz not null default clock_timestamp(),
  seen_at         timestamptz not null default clock_timestamp()
);
alter table running_process enable row level security;
alter table running_process force row level security;
create policy whole_installation on running_process using (true) with check (true);

-- Backups taken, drills made, restores done: what health and the settings show. Written by the commands, as the owner.
create table backup_run (
  id            uuid primary key,
  kind          text not null check (kind in ('backup', 'drill', 'restore')),
  backup_id     text not null,   -- the name of the backup's folder
  outcome       text not null check (outcome in ('begun', 'done', 'findings', 'failed')),
  finding_count integer not null default 0,
  file_count    bigint not null default 0,
  byte_count    bigint not null default 0,
  started_at    timestamptz not null default clock_now(),
  finished_at   timestamptz,
  check ((outcome = 'begun') = (finished_at is null))
);
create index backup_run_newest on backup_run (kind, finished_at);
alter table backup_run enable row level security;
alter table backup_run force row level security;
create policy whole_installation on backup_run using (true) with check (true);
do $$ begin
  execute format('grant select, insert, update, delete on running_process to %I', current_database() || '_app');
  execute format('grant select on backup_run to %I', current_database() || '_app');
  execute format('grant select on running_process, backup_run to %I', current_database() || '_auditor');
end $$;

-- Everything that was ever erased, as ids. It is carried apart from the backups too: after a restore of an older one,
-- what was erased since is erased again. `listed_at`: when it stood in the list outside the database.
create table erasure (
  org_id     uuid not null default current_org() references organisation,
  kind       text not null check (kind ~ '^[a-z][a-z-]*$'), -- file, facts, or what a module names
  subject_id uuid not null,
  erased_at  timestamptz not null default clock_now(),
  listed_at  timestamptz,
  primary key (org_id, kind, subject_id)
);
create index erasure_unlisted on erasure (org_id, erased_at) where listed_at is null;
call protect_table('erasure', 'editable');
do $$ begin
  execute format('revoke update on erasure from %I', current_database() || '_app');
  execute format('grant update (listed_at) on erasure to %I', current_database() || '_app');
end $$;

-- The deletion of a key is the erasure: no program can forget to note it.
create function note_erasure() returns trigger language plpgsql as $$
begin
  insert into erasure (org_id, kind, subject_id)
  select org_id, case when file_id is null then 'facts' else 'file' end, id from gone
  on conflict do nothing;
  return null;
end $$;
create trigger note_erasure after delete on file_key referencing old table as gone
  for each statement execute function note_erasure();

-- How long an organisation keeps mail that has left custody. The content goes first, the record long after it.
create table mail_retention (
  org_id       uuid primary key default current_org() references organisation,
  content_days integer not null default 90 check (content_days between 1 and 3650),
  record_years integer not null default 10 check (record_years between 1 and 30),
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now()
);
call protect_table('mail_retention', 'editable');

alter table outbound_mail add column content_erased_at timestamptz;
create index outbound_mail_content_kept on outbound_mail (org_id, closed_at)
  where closed_at is not null and content_erased_at is null and custody <> 'purged';
create index outbound_mail_record_kept on outbound_mail (org_id, closed_at)
  where closed_at is not null and content_erased_at is not null and custody <> 'purged';

-- Kept for a lawsuit or an investigation, or held back after a restore until somebody has looked: never erased while one
-- row of it stands. A held mail does not leave meanwhile either.
create table mail_freeze (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  mail_id     uuid not null,
  cause       text not null check (cause in ('lawsuit', 'investigation', 'restore')),
  reason_id   uuid,          -- the sealed reason; null after a restore
  commitment  text,
  was_held    boolean not null, -- its custody was taken to `frozen`, and goes back to `held`
  frozen_by   uuid,
  frozen_at   timestamptz not null default clock_now(),
  lifted_by   uuid,
  lifted_at   timestamptz,
  lift_reason_id uuid,
  primary key (org_id, id),
  foreign key (org_id, mail_id) references outbound_mail (org_id, id),
  foreign key (org_id, frozen_by) references person (org_id, id),
  foreign key (org_id, lifted_by) references person (org_id, id),
  check ((cause = 'restore') = (frozen_by is null)),
  check (lifted_by is null or lifted_at is not null) -- null: the demonstration was taken away
);
create unique index mail_freeze_standing on mail_freeze (org_id, mail_id) where lifted_at is null;
call protect_table('mail_freeze', 'editable');

-- A frozen mail is not erased, whatever a program believes. Not even the owner's hand does it by accident.
create function guard_frozen_mail() returns trigger language plpgsql as $$
begin
  if (new.custody = 'purged' and old.custody <> 'purged' or new.content_erased_at is not null and old.content_erased_at is null)
     and exists (select from mail_freeze f where f.org_id = new.org_id and f.mail_id = new.id and f.lifted_at is null) then
    raise exception 'outbound_mail %: frozen, and not to be erased', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger frozen before update of custody, content_erased_at on outbound_mail
  for each row execute function guard_frozen_mail();

-- For the metrics: counts and ages over all organisations, by id; nothing of a mail itself.
create function outbound_mail_gauges() returns table (org_id uuid, held bigint, oldest_held_at timestamptz, frozen bigint,
  leaving bigint, oldest_leaving_at timestamptz, without_author bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.org_id, coalesce(h.count, 0), h.oldest, coalesce(f.count, 0), coalesce(r.count, 0), r.oldest, coalesce(h.nobodys, 0)
  from organisation o
  left join (select m.org_id, count(*) as count, min(m.received_at) as oldest,
      count(*) filter (where m.author_id is null) as nobodys
    from outbound_mail m where m.custody = 'held' group by 1) h using (org_id)
  left join (select m.org_id, count(*) as count from mail_freeze m where m.lifted_at is null group by 1) f using (org_id)
  left join (select w.org_id, count(*) as count, min(m.released_at) as oldest
    from outbound_mail_recipient w join outbound_mail m on m.org_id = w.org_id and m.id = w.mail_id
    where w.delivery in ('queued', 'deferred', 'sending') group by 1) r using (org_id)
$$;
create function erasures_waiting() returns table (count bigint, oldest_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
  as 'select count(*), min(erased_at) from erasure where listed_at is null';
do $$ begin
  revoke execute on function outbound_mail_gauges, erasures_waiting from public;
  execute format('grant execute on function outbound_mail_gauges, erasures_waiting to %I', current_database() || '_app');
end $$;
