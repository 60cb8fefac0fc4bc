-- expand
-- operation/outbound-mail: the sender who asked for it (NOTIFY=DELAY, RFC 3461) hears once that a recipient is not reached yet.
alter table outbound_mail_recipient add column delay_told_at timestamptz;
