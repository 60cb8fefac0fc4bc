-- kernel/ledger: events, written in the transaction of the act they tell of, and the proofs that nobody changed them.

-- One ledger an organisation, and one for the instance itself, under the nil UUID: that id can be no organisation's.
alter table organisation add constraint organisation_is_not_the_instance
  check (org_id <> '00000000-0000-0000-0000-000000000000');

-- No personal data: ids, codes and counts. No foreign key to organisation: it would lock the organisation's row in every
-- act, and the record outlives what it tells of.
create table event (
  org_id        uuid not null default current_org(),
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
  -- Which transaction wrote it: tells the sequencer what may still be committed. No evidence, and not part of the hash.
  xid           xid8 not null default pg_current_xact_id(),
  primary key (org_id, id),
  check ((actor_kind = 'system') = (actor_id is null))
);
create index event_subject on event (org_id, subject_id, occurred_at, id); -- the timeline of one subject
create index event_xid on event (xid, id);                                 -- the sequencer's way through the new ones
call protect_table('event', 'append_only');

-- The only way in: organisation, time and transaction are the database's to give. A function, because it keeps its plan
-- where a statement is planned each time: half the cost of the event to its act. It sets no search_path, which would
-- cost as much again: its one statement names its schema, and there is nothing else in it to be looked up.
create function record_event(id uuid, type text, actor_kind text, actor_id uuid, actor_via text, subject_kind text,
  subject_id uuid, facts jsonb, commitment text) returns void
language plpgsql security definer as $$
begin
  insert into public.event (id, type, actor_kind, actor_id, actor_via, subject_kind, subject_id, facts, commitment)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9);
end $$;

-- The place of an event in its ledger, given by the sequencer alone. No foreign key to event: it would write on the
-- event's row; a link without its event is found by the verification.
create table event_link (
  org_id      uuid not null,
  leaf_index  bigint not null check (leaf_index >= 0),
  event_id    uuid not null,
  leaf_hash   bytea not null check (octet_length(leaf_hash) = 32),  -- sha256(0x00 ‖ canonical event), RFC 6962 §2.1
  chain_hash  bytea not null check (octet_length(chain_hash) = 32), -- sha256(0x02 ‖ the chain hash before ‖ leaf hash)
  linked_at   timestamptz not null default clock_now(),
  primary key (org_id, leaf_index),
  unique (event_id, org_id)
);
call protect_table('event_link', 'append_only');

-- Roots of complete subtrees of 256, 256², … events, so that a root or proof of any size reads a few hundred hashes.
create table ledger_tile (
  org_id    uuid not null,
  level     smallint not null check (level between 1 and 6),
  position  bigint not null check (position >= 0),
  hash      bytea not null check (octet_length(hash) = 32),
  primary key (org_id, level, position)
);
call protect_table('ledger_tile', 'append_only');

-- What was written outside the database. Its copy here saves nobody; it tells what the next anchor continues.
create table ledger_anchor (
  org_id      uuid not null default current_org(),
  size        bigint not null check (size > 0),
  root        bytea not null check (octet_length(root) = 32),
  chain_head  bytea not null check (octet_length(chain_head) = 32),
  line        text not null, -- as it stands in the file and in the mail
  anchored_at timestamptz not null default clock_now(),
  primary key (org_id, size)
);
call protect_table('ledger_anchor', 'append_only');

-- The sequencer's own state lies outside row-level security: one row, out of everybody's reach but the functions below.
create schema sequencer;
create table sequencer.state (
  only_row     boolean primary key default true check (only_row),
  -- The lease. By the machine's clock: it is about processes, not about business.
  holder       uuid,
  held_until   timestamptz not null default '-infinity',
  -- Every event of a transaction below next_xid that is not in pending is linked; pending were still open then. So a
  -- transaction of any length that commits late is found, and an open one holds up nobody.
  next_xid     xid8 not null default '0',
  pending      xid8[] not null default '{}',
  caught_up_at timestamptz not null default clock_timestamp(),
  -- Transaction numbers mean something in their own cluster only: in another one (a restore) everything is looked at again.
  cluster      bigint
);
insert into sequencer.state default values;

create function sequencer.this_cluster() returns bigint language sql stable
  as 'select system_identifier from pg_control_system()';

-- Takes or keeps the lease. False: somebody else holds it.
create function ledger_lease(me uuid, milliseconds integer) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with held as (
    update sequencer.state set holder = me, held_until = clock_timestamp() + milliseconds * interval '1 ms'
    where holder = me or held_until <= clock_timestamp()
    returning 1)
  select exists (select from held)
$$;

-- Events of all organisations that are visible in the snapshot and have no link, after a position, in linking order.
create function ledger_unlinked(seen pg_snapshot, after_xid xid8, after_id uuid, at_most integer)
returns table (xid xid8, org_id uuid, id uuid, type text, actor_kind text, actor_id uuid, actor_via text,
  subject_kind text, subject_id uuid, facts jsonb, commitment text, occurred_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp
-- It is always the new end of a long table, which the planner cannot know, and a plan made while the table was short is
-- kept. So there is one way only: event_xid from its lower bound on, and for each event one look for its link.
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
declare known sequencer.state; is_known boolean; lows xid8[]; highs xid8[];
begin
  select * into known from sequencer.state;
  is_known := known.cluster is not distinct from sequencer.this_cluster();
  lows := case when is_known then known.pending || known.next_xid else array['0'::xid8] end;
  highs := case when is_known then known.pending || pg_snapshot_xmax(seen) else array['18446744073709551615'::xid8] end;
  return query
    select e.* from unnest(lows, highs) as span(low, high)
    -- One lower bound for the index: with two it would begin at the worse one and read all events ever linked.
    cross join lateral (select greatest(span.low, after_xid) as from_xid,
      case when after_xid >= span.low then after_id else '00000000-0000-0000-0000-000000000000' end as from_id) as start
    cross join lateral (
      select n.xid, n.org_id, n.id, n.type, n.actor_kind, n.actor_id, n.actor_via, n.subject_kind, n.subject_id,
             n.facts, n.commitment, n.occurred_at
      from event n
      where (n.xid, n.id) > (start.from_xid, start.from_id) and n.xid <= span.high
        and (not is_known or pg_visible_in_snapshot(n.xid, seen))
        -- Written so that no other index fits: "is not distinct from" is none's.
        and (select true from event_link l where l.event_id = n.id and l.org_id is not distinct from n.org_id) is null
      order by n.xid, n.id limit at_most) e
    order by e.xid, e.id limit at_most;
end $$;

-- Writes one batch of links and tiles, and (with `covered`) remembers that everything visible in it is linked. Refuses
-- whoever has lost the lease, and any batch that does not continue its ledgers without a gap.
create function ledger_link(me uuid, links jsonb, tiles jsonb, covered pg_snapshot, covered_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp
-- The last place of a ledger is one look at the index; a scan forbidden looks so dear that it would be compiled first.
set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
  perform from sequencer.state where holder = me for update;
  if not found then raise exception 'the lease of the sequencer was lost' using errcode = 'lock_not_available'; end if;
  if exists (
    select from jsonb_to_recordset(links) as b(ledger uuid, at bigint) group by b.ledger
    having count(*) <> max(b.at) - min(b.at) + 1
        or min(b.at) <> coalesce((select max(leaf_index) + 1 from event_link l where l.org_id = b.ledger), 0))
  then raise exception 'the batch does not continue its ledger' using errcode = 'object_not_in_prerequisite_state'; end if;
  insert into event_link (org_id, leaf_index, event_id, leaf_hash, chain_hash)
    select b.ledger, b.at, b.event, decode(b.leaf, 'hex'), decode(b.chain, 'hex')
    from jsonb_to_recordset(links) as b(ledger uuid, at bigint, event uuid, leaf text, chain text);
  insert into ledger_tile (org_id, level, position, hash)
    select t.ledger, t.level, t.position, decode(t.hash, 'hex')
    from jsonb_to_recordset(tiles) as t(ledger uuid, level smallint, position bigint, hash text);
  if covered is not null then
    update sequencer.state set next_xid = pg_snapshot_xmax(covered), pending = array(select pg_snapshot_xip(covered)),
      cluster = sequencer.this_cluster(), caught_up_at = covered_at;
  end if;
end $$;

-- For the health answer. An event that is visible and unlinked became so after caught_up_at.
create function ledger_health() returns table (is_held boolean, unlinked bigint, behind_seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.held_until > clock_timestamp(),
         (select count(*) from ledger_unlinked(pg_current_snapshot(), '0', '00000000-0000-0000-0000-000000000000', 10001)),
         extract(epoch from clock_timestamp() - s.caught_up_at)::double precision
  from sequencer.state s
$$;

-- Everything is written through the functions; the application's role itself may only add anchors.
do $$
declare app text := quote_ident(current_database() || '_app');
begin
  execute format('revoke insert on event, event_link, ledger_tile, ledger_anchor from %s', app);
  execute format('grant insert (org_id, size, root, chain_head, line) on ledger_anchor to %s', app);
  revoke execute on function record_event, ledger_lease, ledger_unlinked, ledger_link, ledger_health from public;
  execute format('grant execute on function record_event, ledger_lease, ledger_unlinked, ledger_link, ledger_health to %s', app);
end $$;
