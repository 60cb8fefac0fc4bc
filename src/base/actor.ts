/** Who acts. The signer of anything is always this person, from the session; never a field of a request. */
export interface Actor {
  readonly orgId: string
  readonly personId: string
  readonly kind: 'account' | 'guest'
  /** The session or guest link through which the person acts; it names the evidence, and is never shown. */
  readonly via: string
}

/** The program itself: a timer, a scan, an import at the command line. It never attests or approves. */
export interface SystemActor {
  readonly orgId: string
  readonly kind: 'system'
  /** Which part of the program, e.g. `outbound-mail.expire`. */
  readonly part: string
}

export type AnyActor = Actor | SystemActor
