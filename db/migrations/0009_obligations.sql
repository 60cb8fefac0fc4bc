-- kernel/obligations: legal and internal clocks. Time makes them overdue; nothing but a discharge with evidence ends them.

create table obligation (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  kind         text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'), -- the definition in code
  subject_kind text not null check (subject_kind <> ''),
  subject_id   uuid not null,
  -- Which of several in a row: `2026-11`, `2026-q3`. Empty where there is one only. Opening the same again is harmless.
  occurrence   text not null default '' check (occurrence ~ '^[a-z0-9-]{0,40}$'),
  unit_id      uuid,
  person_id    uuid,          -- who is to act; null: whoever holds the definition's role at the unit
  first_due_on date not null, -- as it was when it opened
  due_on       date not null, -- the last day on which it is in time (JST)
  basis        text not null check (basis <> ''), -- article or rule that sets the day: a code, never a person's words
  opened_at    timestamptz not null default clock_now(),
  opened_by    uuid,          -- the person; null where the program itself opened it
  discharged_at timestamptz,
  discharged_by uuid,         -- null where the program itself saw the evidence
  evidence_kind text,
  evidence_id   uuid,
  version      integer not null default 1,
  primary key (org_id, id),
  unique (org_id, kind, subject_id, occurrence),
  foreign key (org_id, unit_id) references unit (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, opened_by) references person (org_id, id),
  foreign key (org_id, discharged_by) references person (org_id, id),
  check (due_on >= first_due_on),
  check ((discharged_at is null) = (evidence_id is null) and (discharged_at is null) = (evidence_kind is null)),
  check (discharged_by is null or discharged_at is not null)
);
create index obligation_open_due on obligation (org_id, due_on, id) where discharged_at is null;      -- what falls due next
create index obligation_open_subject on obligation (org_id, subject_id) where discharged_at is null;  -- what closes a gate
create index obligation_open_person on obligation (org_id, person_id, due_on, id) where discharged_at is null;
create index obligation_open_unit on obligation (org_id, unit_id, due_on, id) where discharged_at is null;
call protect_table('obligation', 'editable');

-- Every later day has a reason and somebody else who approved it.
create table obligation_extension (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  obligation_id uuid not null,
  from_due_on   date not null,
  due_on        date not null,
  reason        text,          -- erasable: may name people
  requested_by  uuid not null,
  approved_by   uuid not null,
  extended_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  unique (org_id, obligation_id, from_due_on),
  foreign key (org_id, obligation_id) references obligation (org_id, id),
  foreign key (org_id, requested_by) references person (org_id, id),
  foreign key (org_id, approved_by) references person (org_id, id),
  check (due_on > from_due_on),
  check (approved_by <> requested_by)
);
call protect_table('obligation_extension', 'editable');

-- One row a rung of the ladder and due day: that somebody was told, and who. A second run finds it and stays silent.
create table obligation_reminder (
  org_id        uuid not null default current_org() references organisation,
  obligation_id uuid not null,
  due_on        date not null, -- the day it reminded of; after an extension the ladder begins again
  rung          text not null,
  told_ids      uuid[] not null, -- empty: a later rung to the same people took its place
  reminded_at   timestamptz not null default clock_now(),
  primary key (org_id, obligation_id, due_on, rung),
  foreign key (org_id, obligation_id) references obligation (org_id, id)
);
call protect_table('obligation_reminder', 'append_only');

-- Holds what the program may not do even by mistake: reopen or change what was discharged, move a due day without an
-- approved extension, or make one obligation into another.
create function guard_obligation() returns trigger language plpgsql as $$
begin
  if old.discharged_at is not null then
    raise exception 'obligation % is discharged and stays so', old.id using errcode = 'insufficient_privilege';
  end if;
  if (new.org_id, new.id, new.kind, new.subject_kind, new.subject_id, new.occurrence, new.first_due_on, new.basis, new.opened_at, new.opened_by)
     is distinct from
     (old.org_id, old.id, old.kind, old.subject_kind, old.subject_id, old.occurrence, old.first_due_on, old.basis, old.opened_at, old.opened_by) then
    raise exception 'obligation %: what it is about does not change', old.id using errcode = 'insufficient_privilege';
  end if;
  if new.due_on <> old.due_on and not exists (
    select 1 from obligation_extension e
    where e.org_id = old.org_id and e.obligation_id = old.id and e.from_due_on = old.due_on and e.due_on = new.due_on) then
    raise exception 'obligation %: no extension to %', old.id, new.due_on using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update on obligation for each row execute function guard_obligation();

-- An extension is a fact; only its reason can be erased.
create function guard_obligation_extension() returns trigger language plpgsql as $$
begin
  if new.reason is not null or (to_jsonb(new) - 'reason') is distinct from (to_jsonb(old) - 'reason') then
    raise exception 'extension %: only its reason can be erased', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update on obligation_extension for each row execute function guard_obligation_extension();

-- Holidays that somebody entered. official: from 内閣府's list; a year that it gives is taken from it alone.
create table organisation_holiday (
  org_id     uuid not null default current_org() references organisation,
  source     text not null check (source in ('official', 'own')),
  day        date not null,
  name       text not null check (name <> ''),
  created_at timestamptz not null default clock_now(),
  primary key (org_id, source, day)
);
call protect_table('organisation_holiday', 'removable');
