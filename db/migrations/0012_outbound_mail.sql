-- operation/outbound-mail: mail in custody. Bodies and attachments lie in the vault, never here.

-- The organisation's own mail domains. `.jisha.example` stands for everything below jisha.example. A domain is one
-- organisation's only: it also says whose a mail is before anybody is known.
create table internal_domain (
  org_id     uuid not null default current_org() references organisation,
  domain     text not null check (domain = lower(domain) and domain ~ '^[.]?[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?$'),
  created_at timestamptz not null default clock_now(),
  primary key (org_id, domain),
  unique (domain)
);
call protect_table('internal_domain', 'removable');

-- SMTP accept: whose mail is this? Before the organisation is known, so past row-level security; it answers an id only.
create function organisation_of_mail_domain(asked text) returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select org_id from internal_domain
  where domain = asked or (left(domain, 1) = '.' and right(asked, length(domain)) = domain)
  order by length(domain) desc limit 1 $$;
do $$ begin
  revoke execute on function organisation_of_mail_domain(text) from public;
  execute format('grant execute on function organisation_of_mail_domain(text) to %I', current_database() || '_app');
end $$;

-- What the organisation asks beyond the defaults. Frozen into a gate when it opens.
create table outbound_mail_policy (
  org_id            uuid primary key default current_org() references organisation,
  cool_down_seconds integer not null default 180 check (cool_down_seconds between 0 and 86400),
  expires_after_business_days integer not null default 3 check (expires_after_business_days between 1 and 30),
  -- An attachment that no machine has opened: whoever passes the mail looks and ticks it, or the privacy office approves too.
  unopened_attachments text not null default 'people_look' check (unopened_attachments in ('people_look', 'privacy_office')),
  approval_count    integer not null default 1 check (approval_count between 1 and 5),
  version           integer not null default 1,
  created_at        timestamptz not null default clock_now()
);
call protect_table('outbound_mail_policy', 'editable');

-- A program that may send outside by itself: who answers for it, what kind of mail, how much a day. Ended, never deleted.
create table system_sender (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  address    text not null check (address = lower(address) and position('@' in address) > 1),
  owner_id   uuid not null,
  mail_kind  text not null check (mail_kind <> ''), -- in words, e.g. 受注確認メール
  daily_recipient_limit integer not null check (daily_recipient_limit between 1 and 1000000),
  ended_at   timestamptz,
  version    integer not null default 1,
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, owner_id) references person (org_id, id)
);
create unique index system_sender_address on system_sender (org_id, address) where ended_at is null;
call protect_table('system_sender', 'editable');

create table outbound_mail (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  custody       text not null default 'held' check (custody in
    ('held', 'releasing', 'released', 'withdrawn', 'sent_back', 'expired', 'frozen', 'purged')),
  mail_class    text not null check (mail_class in
    ('undetermined', 'engagement', 'general_business', 'system_sender', 'internal', 'own_notice')),
  -- How it came in; 'own': our own delivery report, which goes to an inside address only.
  entry         text not null check (entry in ('submission', 'filter', 'loopback', 'own')),
  author_id     uuid,          -- null: nobody known stands behind it; only the privacy office sees it
  author_problem text check (author_problem in
    ('no_sender', 'no_from', 'not_a_person', 'not_active', 'sender_and_from_differ', 'no_unit')),
  author_unit_id uuid,         -- whose supervisor is asked
  system_sender_id uuid,
  engagement_id uuid,
  proposed_engagement_id uuid,
  purpose       text,          -- erasable
  duplicate_of_id uuid,        -- the client sent it again because our answer did not reach it
  supersedes_id uuid,          -- a sent-back mail that this one replaces
  file_id       uuid not null,
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count    bigint not null,
  received_line text not null, -- erasable; fixed at accept, so that every attempt sends the same bytes
  revision_salt text not null, -- erasable; without it nobody can guess what a revision hash was made of
  envelope_sender text not null, -- erasable; empty: the null reverse path
  is_null_sender boolean not null,
  has_8bit      boolean not null,
  needs_smtp_utf8 boolean not null,
  dsn_ret       text check (dsn_ret in ('FULL', 'HDRS')),
  dsn_envid     text,          -- erasable
  subject_line  text not null, -- erasable
  header_from   text not null, -- erasable
  message_id    text not null, -- erasable
  received_at   timestamptz not null default clock_now(),
  expires_at    timestamptz,
  release_due_at timestamptz,  -- every check holds and the cool-down ends then; a new revision takes it away
  release_count integer not null default 0, -- more than 0: the rest, after some were pulled back
  released_at   timestamptz,   -- the first time
  closed_at     timestamptz,
  version       integer not null default 1,
  primary key (org_id, id),
  foreign key (org_id, author_id) references person (org_id, id),
  foreign key (org_id, author_unit_id) references unit (org_id, id),
  foreign key (org_id, system_sender_id) references system_sender (org_id, id),
  foreign key (org_id, engagement_id) references engagement (org_id, id),
  foreign key (org_id, proposed_engagement_id) references engagement (org_id, id),
  foreign key (org_id, duplicate_of_id) references outbound_mail (org_id, id),
  foreign key (org_id, supersedes_id) references outbound_mail (org_id, id),
  foreign key (org_id, file_id) references vault_file (org_id, id),
  check (author_id is null or author_problem is null),
  check ((mail_class = 'engagement') = (engagement_id is not null)),
  check ((mail_class = 'system_sender') = (system_sender_id is not null)),
  check ((mail_class = 'own_notice') = (entry = 'own'))
);
-- Ids are ordered by time (UUID version 7), so the lists page by them.
create index outbound_mail_held on outbound_mail (org_id, id) where custody = 'held';
create index outbound_mail_author on outbound_mail (org_id, author_id, id);
create index outbound_mail_due on outbound_mail (org_id, expires_at) where custody = 'held';       -- expiry
create index outbound_mail_release_due on outbound_mail (org_id, release_due_at) where custody = 'held' and release_due_at is not null;
create index outbound_mail_again on outbound_mail (org_id, sha256, received_at);                   -- the same mail again
create index outbound_mail_system on outbound_mail (org_id, system_sender_id, received_at) where system_sender_id is not null;
call protect_table('outbound_mail', 'editable');

-- What ended stays ended, whatever a program believes: nothing withdrawn or expired is ever released.
create function guard_mail_custody() returns trigger language plpgsql as $$
begin
  if old.custody in ('released', 'withdrawn', 'sent_back', 'expired') and new.custody not in (old.custody, 'frozen', 'purged')
     or old.custody = 'purged' and new.custody <> 'purged' then
    raise exception 'outbound_mail %: % never becomes %', old.id, old.custody, new.custody using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger custody before update of custody on outbound_mail for each row execute function guard_mail_custody();

create table outbound_mail_recipient (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  mail_id      uuid not null,
  position     integer not null,
  address      text not null, -- erasable; as the client wrote it, which is what is sent to
  domain       text not null,
  is_outside   boolean not null,
  delivery     text not null check (delivery in
    ('held', 'queued', 'sending', 'delivered', 'deferred', 'bounced', 'removed', 'cancelled')),
  permit_id    uuid,
  dsn_notify   text[] not null default '{}' check (dsn_notify <@ array['NEVER', 'SUCCESS', 'FAILURE', 'DELAY']),
  dsn_orcpt    text,          -- erasable
  attempt_count integer not null default 0,
  lease_id     uuid,          -- the attempt that holds it
  lease_until  timestamptz,
  next_try_at  timestamptz,
  last_reply   text,          -- erasable
  last_status  text,          -- RFC 3463
  settled_at   timestamptz,
  primary key (org_id, id),
  unique (org_id, mail_id, position),
  foreign key (org_id, mail_id) references outbound_mail (org_id, id),
  -- An outside recipient is reached by a consumed permit only, and the permit is consumed in the same transaction.
  foreign key (org_id, permit_id) references permit_consumption (org_id, permit_id),
  constraint outside_needs_permit
    check (not is_outside or permit_id is not null or delivery in ('held', 'removed', 'cancelled')),
  constraint sending_has_lease check ((delivery = 'sending') = (lease_id is not null and lease_until is not null))
);
create index outbound_mail_recipient_due on outbound_mail_recipient (org_id, next_try_at)
  where delivery in ('queued', 'deferred', 'sending');
call protect_table('outbound_mail_recipient', 'editable');

create function guard_delivery() returns trigger language plpgsql as $$
begin
  if old.delivery in ('delivered', 'bounced', 'removed', 'cancelled') and new.delivery <> old.delivery then
    raise exception 'recipient %: % never becomes %', old.id, old.delivery, new.delivery using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delivery before update of delivery on outbound_mail_recipient
  for each row execute function guard_delivery();

-- What the machine read of a mail; erased with its content.
create table outbound_mail_reading (
  org_id       uuid not null default current_org() references organisation,
  mail_id      uuid not null,
  engine       text not null,
  unread       text[] not null check (unread <@ array['parser_failed', 'parsers_disagree']),
  attachments  jsonb not null, -- [{name, declaredType, byteCount, sha256}]
  text_preview text not null,
  is_preview_cut boolean not null,
  header_to    text[] not null,
  header_cc    text[] not null,
  header_bcc   text[] not null,
  has_bcc_header boolean not null,
  unreadable_address_count integer not null,
  read_at      timestamptz not null default clock_now(),
  primary key (org_id, mail_id),
  foreign key (org_id, mail_id) references outbound_mail (org_id, id)
);
call protect_table('outbound_mail_reading', 'removable');

-- Where the demonstration's mail ends: what would have gone out, byte for byte.
create table outside_mailbox_message (
  org_id       uuid not null default current_org() references organisation,
  id           uuid not null,
  mail_id      uuid not null,
  envelope_sender text not null,
  recipients   text[] not null,
  subject_line text not null,
  file_id      uuid not null,
  sha256       text not null,
  byte_count   bigint not null,
  delivered_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, mail_id) references outbound_mail (org_id, id),
  foreign key (org_id, file_id) references vault_file (org_id, id)
);
call protect_table('outside_mailbox_message', 'removable');
