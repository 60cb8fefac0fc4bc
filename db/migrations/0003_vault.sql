-- kernel/vault: what lies encrypted outside the tables, the keys that open it, and where a content was seen before.

-- The generations of the master key, of the whole installation. The keys themselves lie in the keyring file, never here.
-- A generation cannot go while one data key is still wrapped by it, and nobody can wrap with one that is gone.
create table master_key (
  id         text primary key check (id ~ '^[0-9a-f]{16}$'),
  created_at timestamptz not null default clock_now()
);
alter table master_key enable row level security;
alter table master_key force row level security;
create policy whole_installation on master_key using (true) with check (true);
do $$ begin
  execute format('grant select, insert, delete on master_key to %I', current_database() || '_app');
  execute format('grant select on master_key to %I', current_database() || '_auditor');
end $$;

-- A file in the vault: what stays when its content is erased. No name: names of files are personal more often than not.
create table vault_file (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  kind       text not null check (kind ~ '^[a-z][a-z0-9-]*$'),
  sha256     text not null check (sha256 ~ '^[0-9a-f]{64}$'), -- of the plain content
  byte_count bigint not null check (byte_count >= 0),         -- of the plain content
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id)
);
create index vault_file_sha256 on vault_file (org_id, sha256); -- have we had exactly this before?
call protect_table('vault_file', 'append_only');

-- Small personal facts (names on a record, a subject line) that must be erasable. The commitment goes into the ledger.
create table sealed_facts (
  org_id     uuid not null default current_org() references organisation,
  id         uuid not null,
  ciphertext bytea not null,
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default clock_now(),
  primary key (org_id, id)
);
call protect_table('sealed_facts', 'append_only');

-- One data key for each file and each sealed facts, wrapped by a master key. Its deletion is the erasure.
create table file_key (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,  -- of what it opens
  file_id       uuid,
  facts_id      uuid,
  master_key_id text not null references master_key,
  wrapped       bytea not null,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, file_id) references vault_file (org_id, id),
  foreign key (org_id, facts_id) references sealed_facts (org_id, id),
  check (num_nonnulls(file_id, facts_id) = 1),
  check (id = coalesce(file_id, facts_id))
);
create index file_key_master_key on file_key (org_id, master_key_id); -- what a rotation has still to wrap anew
call protect_table('file_key', 'removable');

-- That and when a content was erased. The ciphertext is removed afterwards, by a sweep that may be repeated.
create table file_erasure (
  org_id     uuid not null default current_org() references organisation,
  file_id    uuid not null,
  erased_at  timestamptz not null default clock_now(),
  removed_at timestamptz, -- when the ciphertext was removed from the folder
  primary key (org_id, file_id),
  foreign key (org_id, file_id) references vault_file (org_id, id)
);
create index file_erasure_waiting on file_erasure (org_id, file_id) where removed_at is null;
call protect_table('file_erasure', 'editable');

-- Lineage: fingerprints of a content and of each part of it, so that it is known again in another mail or archive.
create table file_lineage (
  org_id        uuid not null default current_org() references organisation,
  id            uuid not null,
  file_id       uuid not null,
  kind          text not null check (kind in ('file', 'member', 'rows')),
  sha256        text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_count    bigint not null check (byte_count > 0), -- the empty content is in everything, and says nothing
  party_id      uuid, -- whose data it is, and under which engagement: their keys come with planning/vendors
  engagement_id uuid,
  created_at    timestamptz not null default clock_now(),
  primary key (org_id, id),
  foreign key (org_id, file_id) references vault_file (org_id, id),
  unique (org_id, file_id, kind, sha256)
);
create index file_lineage_sha256 on file_lineage (org_id, sha256);
call protect_table('file_lineage', 'append_only');

-- Which of these files are known in any organisation: a file in the folder does not say whose it is.
create function known_vault_files(ids uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as 'select id from vault_file where id = any (ids)';
