import { createContext, useContext } from 'react'

/** Who is signed in, as far as screens need to know it. What a person may do is decided by the server, each time again. */
export interface Session {
  readonly personId: string
  readonly personName: string
  readonly organisationName: string
  readonly isDemonstration: boolean
  readonly rights: ReadonlySet<string>
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** @throws Error outside the signed-in part of the product */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a page for signed-in people was shown to nobody')
  return session
}

/** Whether to offer something; the server refuses it anyway to those who may not. */
export const useMay = (right: string): boolean => useSession().rights.has(right)
