/** What the next hop's answer means for one recipient. */
export interface ReplyReading {
  readonly outcome: 'delivered' | 'deferred' | 'bounced'
  /** RFC 3463; the code of the reply where it has none of its own. */
  readonly status: string
}

/**
 * Reads an SMTP reply: 2yz taken over, 4yz later, 5yz never. Anything else (no reply, a cut connection, nonsense) is
 * later: only a clear 5yz may give a mail back.
 * @source RFC 5321 §4.2.1, RFC 3463
 */
export function readReply(reply: string | undefined): ReplyReading {
  const match = /^([245])\d\d(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/.exec(reply ?? '')
  if (!match) return { outcome: 'deferred', status: '4.4.1' }
  const outcome = ({ 2: 'delivered', 4: 'deferred', 5: 'bounced' } as const)[match[1] as '2' | '4' | '5']
  const own = match[2]?.startsWith(match[1]!) ? match[2] : undefined
  return { outcome, status: own ?? `${match[1]}.0.0` }
}
