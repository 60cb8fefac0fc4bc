-- expand
-- operation/print-checks: which record of a チェック会議 is the newest. `created_at` is when its transaction began, and of two
-- that correct each other at once the one that began first may be written last.
alter table print_meeting add column seq bigint;
alter table print_meeting disable trigger append_only;
update print_meeting m set seq = o.seq
  from (select org_id, id, row_number() over (order by created_at, id) as seq from print_meeting) o
  where o.org_id = m.org_id and o.id = m.id;
alter table print_meeting enable trigger append_only;
alter table print_meeting alter column seq set not null, alter column seq add generated always as identity;
select setval(pg_get_serial_sequence('print_meeting', 'seq'), coalesce(max(seq), 0) + 1, false) from print_meeting;
drop index print_meeting_job;
create index print_meeting_job on print_meeting (org_id, job_id, seq);
