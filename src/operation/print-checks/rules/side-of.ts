export type PrintSide = 'own' | 'printer' | 'client'

/**
 * On which side of a job somebody stands; undefined: on none, and then they see nothing of it. Other vendors of the same
 * engagement stand on none.
 */
export function sideOf(
  { partyId }: { readonly partyId: string | null },
  { printerId, clientId }: { readonly printerId: string; readonly clientId: string | null },
): PrintSide | undefined {
  if (partyId === null) return 'own'
  if (partyId === printerId) return 'printer'
  return partyId === clientId ? 'client' : undefined
}
