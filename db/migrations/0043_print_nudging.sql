-- expand
-- operation/print-checks: business time until a check of a print job that waits is said again, and until more people hear of it.
create table print_nudging (
  org_id       uuid primary key default current_org() references organisation,
  reminder_after_minutes   integer not null check (reminder_after_minutes between 15 and 540),
  escalation_after_minutes integer not null check (escalation_after_minutes between 30 and 1080),
  version      integer not null default 1,
  created_at   timestamptz not null default clock_now(),
  constraint print_nudges_in_order check (escalation_after_minutes > reminder_after_minutes)
);
call protect_table('print_nudging', 'editable');
