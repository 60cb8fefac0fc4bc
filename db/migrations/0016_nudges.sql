-- kernel/gates: who was told because a check had waited too long. A nudge decides nothing; an escalation widens who may.
create table gate_nudge (
  org_id     uuid not null default current_org() references organisation,
  opening_id uuid not null,
  revision   integer not null,
  check_id   text not null,
  nudge      text not null check (nudge in ('reminder', 'escalation')),
  sent_at    timestamptz not null default clock_now(),
  primary key (org_id, opening_id, revision, check_id, nudge), -- each once
  foreign key (org_id, opening_id, revision) references gate_revision (org_id, opening_id, number)
);
call protect_table('gate_nudge', 'append_only');

create table gate_nudge_told (
  org_id     uuid not null default current_org() references organisation,
  opening_id uuid not null,
  revision   integer not null,
  check_id   text not null,
  nudge      text not null,
  person_id  uuid not null,
  primary key (org_id, opening_id, revision, check_id, nudge, person_id),
  foreign key (org_id, opening_id, revision, check_id, nudge)
    references gate_nudge (org_id, opening_id, revision, check_id, nudge),
  foreign key (org_id, person_id) references person (org_id, id)
);
create index gate_nudge_told_person on gate_nudge_told (org_id, person_id) where nudge = 'escalation'; -- their list
call protect_table('gate_nudge_told', 'append_only');

create index gate_waiting_since on gate_waiting (org_id, since_at); -- what has waited long enough to be nudged

-- operation/outbound-mail: business time until a check that waits is said again, and until more people hear of it.
alter table outbound_mail_policy
  add column reminder_after_minutes integer not null default 120 check (reminder_after_minutes between 15 and 540),
  add column escalation_after_minutes integer not null default 240 check (escalation_after_minutes between 30 and 1080),
  add constraint nudges_in_order check (escalation_after_minutes > reminder_after_minutes);

-- The demonstration's notices end in its own mailbox too: they are no mail of the gate, and each is kept once.
alter table outside_mailbox_message
  alter column mail_id drop not null,
  add column notice_mail_id uuid,
  add foreign key (org_id, notice_mail_id) references notice_mail (org_id, id),
  add constraint outside_mailbox_message_of check (num_nonnulls(mail_id, notice_mail_id) = 1);
create unique index outside_mailbox_message_notice on outside_mailbox_message (org_id, notice_mail_id)
  where notice_mail_id is not null;
