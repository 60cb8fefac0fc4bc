-- operation/outbound-mail: what was noted on the wire, and how often reading was begun.
alter table outbound_mail
  -- Without its line end. More than 998 is against RFC 5321 §4.5.3.1.6; such mail is taken and released as it is.
  add column longest_line_bytes bigint,
  -- Counted before each try and committed: a mail that kills its reader is given up instead of read for ever.
  add column read_attempt_count integer not null default 0;

alter table outbound_mail_reading drop constraint outbound_mail_reading_unread_check;
alter table outbound_mail_reading add constraint outbound_mail_reading_unread_check
  check (unread <@ array['parser_failed', 'parsers_disagree', 'unknown_charset']);
