-- expand
-- operation/print-checks: the passage of delivery names the lot that is delivered. It was tied to it by the program alone.

alter table print_lot add constraint print_lot_of_job unique (org_id, job_id, id);
alter table print_passage add column lot_id uuid; -- of delivery; the other stages are of no lot

-- What was delivered before: the lot that was the newest then, of those that were printed behind the same passage.
alter table print_passage disable trigger append_only;
update print_passage p set lot_id = (
  select l.id from print_lot l where l.org_id = p.org_id and l.job_id = p.job_id
  order by l.production_permit_id = p.earlier_permit_id desc, l.created_at <= p.passed_at desc, l.number desc limit 1)
  where p.stage = 'delivery';
alter table print_passage enable trigger append_only;

alter table print_passage
  add constraint print_passage_lot foreign key (org_id, job_id, lot_id) references print_lot (org_id, job_id, id),
  add constraint delivery_names_its_lot check ((stage = 'delivery') = (lot_id is not null));

-- Only the lot that stands is delivered: the newest of its job, printed behind the passage that delivery stands on, every
-- drawn item opened, and neither one of them nor a scan of its sheets wrong. A program from before names none, and means it.
create function guard_delivered_lot() returns trigger language plpgsql as $$
declare
  stands print_lot;
  printed_at timestamptz;
begin
  if new.stage <> 'delivery' then return new; end if;
  select * into stands from print_lot l where l.org_id = new.org_id and l.job_id = new.job_id
    order by l.number desc limit 1;
  if stands.id is null then
    raise exception 'print_passage: there is no lot of job %', new.job_id using errcode = 'check_violation';
  end if;
  new.lot_id := coalesce(new.lot_id, stands.id);
  if new.lot_id <> stands.id or stands.production_permit_id is distinct from new.earlier_permit_id then
    raise exception 'print_passage: lot % is not the lot that stands', new.lot_id using errcode = 'check_violation';
  end if;
  select max(l.created_at) into printed_at from print_lot l
    where l.org_id = new.org_id and l.job_id = new.job_id and not l.is_redrawn;
  if exists (select from print_sample s join print_sample_entry e on e.org_id = s.org_id and e.sample_id = s.id
      where s.org_id = new.org_id and s.lot_id = new.lot_id and not e.matches)
    or exists (select from print_run r where r.org_id = new.org_id and r.job_id = new.job_id and r.kind = 'scan'
      and r.mismatch_count > 0 and r.created_at >= printed_at) then
    raise exception 'print_passage: lot % was stopped', new.lot_id using errcode = 'check_violation';
  end if;
  if not exists (select from print_sample s join print_sample_item i on i.org_id = s.org_id and i.sample_id = s.id
      where s.org_id = new.org_id and s.lot_id = new.lot_id)
    or exists (select from print_sample s join print_sample_item i on i.org_id = s.org_id and i.sample_id = s.id
      where s.org_id = new.org_id and s.lot_id = new.lot_id and not exists (select from print_sample_entry e
        where e.org_id = i.org_id and e.sample_id = i.sample_id and e.item = i.item)) then
    raise exception 'print_passage: the sample of lot % is not opened', new.lot_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger own_lot before insert on print_passage for each row execute function guard_delivered_lot();
