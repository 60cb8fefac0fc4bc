import type { DeliveryRecipient } from './deliverer.ts'

/**
 * Which recipients share one SMTP transaction. The client library knows one set of DSN parameters for a transaction, so
 * those who differ in NOTIFY, and those whose original recipient is another address than their own, go apart. A next hop
 * without DSN gets all in one.
 */
export function transactionsOf(
  recipients: readonly DeliveryRecipient[],
  hasDsn: boolean,
): readonly (readonly DeliveryRecipient[])[] {
  if (!hasDsn) return [recipients]
  const groups = new Map<string, DeliveryRecipient[]>()
  for (const recipient of recipients) {
    const { dsnOrcpt, address } = recipient
    const wasRewritten = dsnOrcpt !== undefined && dsnOrcpt.toLowerCase() !== `rfc822;${address}`.toLowerCase()
    const key = wasRewritten ? recipient.id : [...recipient.dsnNotify].sort().join(',')
    groups.set(key, [...(groups.get(key) ?? []), recipient])
  }
  return [...groups.values()]
}
