-- expand
-- outbound-mail: what the detector found in a mail's own words, as counts. Null where nothing has searched them, and of mails
-- that were read before this.
alter table outbound_mail_reading
  add column text_scan jsonb;
