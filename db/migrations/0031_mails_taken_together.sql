-- expand
-- kernel/vault and kernel/jobs: what many mails that arrive together share.

-- Small contents that arrived together lie in one file, a bundle, until each is put at its own place. The row says where a
-- content lay when it was taken in; its own place is where it is looked for first.
alter table vault_file
  add column bundle_id uuid,
  add column bundle_offset integer check (bundle_offset >= 0),
  add constraint vault_file_bundle check ((bundle_id is null) = (bundle_offset is null));

-- pgboss.add_job for many jobs of one kind. An insert opens the twenty indexes of the table once, however many rows it has.
-- jobs: [{id, input, key}]; the key may be null.
create function pgboss.add_jobs(job_name text, queue_options jsonb, jobs jsonb) returns void language plpgsql as $$
declare added integer;
begin
  if current_org() is null then raise exception 'jobs % belong to no organisation', job_name; end if;
  if not exists (select from pgboss.queue where name = job_name) then
    perform pgboss.create_queue(job_name, queue_options);
  end if;
  insert into pgboss.job_common (id, name, data, start_after, created_on, singleton_key, expire_seconds, deletion_seconds,
      keep_until, retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select j.id, job_name, jsonb_build_object('orgId', current_org(), 'input', j.input), pgboss.job_now(), pgboss.job_now(),
      coalesce(current_org() || '/' || j.key, j.id::text), q.expire_seconds, q.deletion_seconds,
      pgboss.job_now() + q.retention_seconds * interval '1 second', q.retry_limit, q.retry_delay, q.retry_backoff,
      q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from pgboss.queue q, jsonb_to_recordset(jobs) as j(id uuid, input jsonb, key text)
    where q.name = job_name
    on conflict do nothing;
  get diagnostics added = row_count;
  if added < jsonb_array_length(jobs) then -- the one that waits starts now
    update pgboss.job_common set start_after = pgboss.job_now()
    where name = job_name and state = 'created' and start_after > pgboss.job_now()
      and singleton_key in (select current_org() || '/' || (j ->> 'key') from jsonb_array_elements(jobs) as j);
  end if;
end $$;
