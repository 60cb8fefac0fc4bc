-- expand
-- operation/print-checks: why a lot was registered and drawn anew. Sealed like every other text that a person writes.
alter table print_lot
  add column reason_id uuid,
  add column reason_commitment text,
  add constraint print_lot_reason_is_sealed check ((reason_id is null) = (reason_commitment is null));
