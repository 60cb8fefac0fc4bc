-- expand
-- kernel/obligations: who was made responsible instead of whom (引き継ぎ), by whom and why.
create table obligation_handover (
  org_id         uuid not null default current_org() references organisation,
  id             uuid not null,
  obligation_id  uuid not null,
  from_person_id uuid,         -- null: whoever held the role
  from_unit_id   uuid,
  to_person_id   uuid,
  to_unit_id     uuid,
  reason         text,         -- erasable: may name people
  handed_by      uuid not null,
  handed_at      timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, obligation_id) references obligation (org_id, id),
  foreign key (org_id, from_person_id) references person (org_id, id),
  foreign key (org_id, to_person_id) references person (org_id, id),
  foreign key (org_id, from_unit_id) references unit (org_id, id),
  foreign key (org_id, to_unit_id) references unit (org_id, id),
  foreign key (org_id, handed_by) references person (org_id, id),
  check ((from_person_id, from_unit_id) is distinct from (to_person_id, to_unit_id))
);
create index obligation_handover_obligation on obligation_handover (org_id, obligation_id, handed_at); -- its history
call protect_table('obligation_handover', 'editable');

-- A handover is a fact; only its reason can be erased.
create function guard_obligation_handover() returns trigger language plpgsql as $$
begin
  if new.reason is not null or (to_jsonb(new) - 'reason') is distinct from (to_jsonb(old) - 'reason') then
    raise exception 'handover %: only its reason can be erased', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard before update on obligation_handover for each row execute function guard_obligation_handover();
