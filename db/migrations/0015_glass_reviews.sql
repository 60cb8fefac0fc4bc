-- kernel/gates: what a third person made of a broken glass (緊急解除の見直し): not of the two who broke it, not the author.
alter table break_glass_confirmation add constraint break_glass_confirmer unique (org_id, break_glass_id, person_id);

create table break_glass_review (
  org_id         uuid not null default current_org() references organisation,
  break_glass_id uuid not null,
  opening_id     uuid not null,
  opener_id      uuid not null,
  confirmer_id   uuid not null,
  author_id      uuid not null,
  person_id      uuid not null,
  conclusion     text not null check (conclusion in ('justified', 'not_justified')),
  findings_id    uuid not null,        -- the sealed text: what was found, and what is done so that it need not happen again
  commitment     text not null,
  reviewed_at    timestamptz not null default clock_now(),
  primary key (org_id, break_glass_id),
  foreign key (org_id, break_glass_id, opener_id, author_id) references break_glass (org_id, id, person_id, author_id),
  foreign key (org_id, break_glass_id, confirmer_id)
    references break_glass_confirmation (org_id, break_glass_id, person_id),
  foreign key (org_id, opening_id) references gate_opening (org_id, id),
  foreign key (org_id, person_id) references person (org_id, id),
  constraint third_person check (person_id <> opener_id and person_id <> confirmer_id and person_id <> author_id)
);
create index break_glass_review_opening on break_glass_review (org_id, opening_id); -- what is erased with its gate
call protect_table('break_glass_review', 'append_only');
