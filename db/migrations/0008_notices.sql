-- kernel/notices: the inbox of each person, and the mails that say that something waits there.

-- In which language a person is written to. No row: Japanese.
create table notice_preference (
  org_id     uuid not null default current_org() references organisation,
  person_id  uuid not null,
  language   text not null check (language in ('ja', 'en')),
  version    integer not null default 1,
  primary key (org_id, person_id),
  foreign key (org_id, person_id) references person (org_id, id)
);
call protect_table('notice_preference', 'editable');

-- One mail to one person. It names a kind and a count; what it is about is read after signing in.
create table notice_mail (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  person_id   uuid not null,
  kind        text not null,
  -- queued: more notices of this kind may still join. sending: an attempt is under way, or broke off under way.
  -- undeliverable: the person has no address, or the relay refused for good.
  state       text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'undeliverable')),
  attempt_count integer not null default 0,
  start_after timestamptz not null,
  claimed_at  timestamptz,
  sent_at     timestamptz,
  created_at  timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  check ((state = 'sent') = (sent_at is not null))
);
create unique index notice_mail_open on notice_mail (org_id, person_id, kind) where state = 'queued'; -- what a new notice joins
create index notice_mail_recent on notice_mail (org_id, person_id, kind, sent_at); -- when did the last one leave?
create index notice_mail_unsent on notice_mail (org_id, start_after) where state in ('queued', 'sending'); -- the alarm
call protect_table('notice_mail', 'editable');

create table notice (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  person_id    uuid not null,
  kind         text not null,
  subject_kind text not null,
  subject_id   uuid not null,
  link         text not null check (link ~ '^/([A-Za-z0-9_-][A-Za-z0-9/_-]*)?(\?[A-Za-z0-9=&_-]*)?$'), -- a page of ours
  facts        jsonb not null, -- ids, codes, counts and days
  repeat_count integer not null default 0, -- how often the same was said again shortly afterwards
  mail_id      uuid, -- null: said in the inbox only
  read_at      timestamptz,
  created_at   timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  foreign key (org_id, mail_id) references notice_mail (org_id, id)
);
create index notice_inbox on notice (org_id, person_id, created_at desc, id desc);
create index notice_unread on notice (org_id, person_id) where read_at is null; -- the count in the header
create index notice_same on notice (org_id, person_id, kind, subject_id, created_at); -- has this been said just now?
create index notice_of_mail on notice (org_id, mail_id);
call protect_table('notice', 'editable');
