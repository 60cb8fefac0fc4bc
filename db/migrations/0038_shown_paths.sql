-- expand
-- planning/inventory: names of files are bytes. Where they are no UTF-8, `path` holds them reversibly, and this what people read.
alter table pii_scan_file
  add column shown_path text check (shown_path <> '');
