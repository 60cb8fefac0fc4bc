-- kernel/ledger: events, written in the transaction of the act they tell of. No personal data: ids, codes and counts.
create table event (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  type          text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  actor_kind    text not null check (actor_kind in ('account', 'guest', 'system')),
  actor_id      uuid,          -- the person; null where the program itself acts
  actor_via     text not null, -- the session, the guest link, or the part of the program
  subject_kind  text not null,
  subject_id    uuid not null,
  facts         jsonb not null,
  -- A salted hash of what is personal about the event; the facts themselves lie encrypted and erasable elsewhere.
  commitment    text,
  occurred_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  check ((actor_kind = 'system') = (actor_id is null))
);
create index event_subject on event (org_id, subject_id, occurred_at); -- the timeline of one subject
call protect_table('event', 'append_only');
