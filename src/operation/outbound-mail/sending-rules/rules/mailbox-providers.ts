/** Where everybody has a mailbox: the domains that are mistyped most (gmai.com), and whose owners then read the mail. */
export const MAILBOX_PROVIDERS: readonly string[] = [
  'gmail.com',
  'yahoo.co.jp',
  'yahoo.com',
  'ymail.ne.jp',
  'outlook.com',
  'outlook.jp',
  'hotmail.com',
  'hotmail.co.jp',
  'icloud.com',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'softbank.ne.jp',
  'nifty.com',
  'biglobe.ne.jp',
]
