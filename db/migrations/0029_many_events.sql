-- expand
-- kernel/ledger: the events of one kind of many acts by one statement, in their order. Like record_event it leaves
-- organisation, time and transaction to the database.
create function record_events(kind text, events jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into event (id, type, actor_kind, actor_id, actor_via, subject_kind, subject_id, facts, commitment)
  select e.id, kind, e.actor_kind, e.actor_id, e.actor_via, e.subject_kind, e.subject_id, e.facts, e.commitment
  from jsonb_to_recordset(events) as e(id uuid, actor_kind text, actor_id uuid, actor_via text, subject_kind text,
    subject_id uuid, facts jsonb, commitment text);
end $$;
do $$ begin
  revoke execute on function record_events(text, jsonb) from public;
  execute format('grant execute on function record_events(text, jsonb) to %I', current_database() || '_app');
end $$;
