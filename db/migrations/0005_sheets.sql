-- kernel/sheets: which file was imported by whom, and what it did. The file's rows lie where they belong, never here.
create table sheet_import (
  org_id      uuid not null default current_org() references organisation,
  id          uuid not null,
  definition  text not null check (definition <> ''),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  byte_count  bigint not null check (byte_count > 0),
  -- Sheet, header line and column numbers as they were understood; no header texts, which a person may have typed.
  mapping     jsonb not null,
  row_count       integer not null check (row_count >= 0),
  new_count       integer not null check (new_count >= 0),
  changed_count   integer not null check (changed_count >= 0),
  unchanged_count integer not null check (unchanged_count >= 0),
  missing_count   integer not null check (missing_count >= 0),
  actor_kind  text not null check (actor_kind in ('account', 'guest', 'system')),
  imported_by uuid,          -- the person; null where the program itself imports. People come later than this table.
  imported_at timestamptz not null default clock_now(),
  primary key (org_id, id),
  check ((actor_kind = 'system') = (imported_by is null)),
  check (row_count = new_count + changed_count + unchanged_count)
);
create index sheet_import_file on sheet_import (org_id, definition, file_sha256); -- was this file here before?
call protect_table('sheet_import', 'append_only');
