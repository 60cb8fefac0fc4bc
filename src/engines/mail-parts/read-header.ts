import { type Address, addressParser } from 'postal-mime'
import { decodeHeader, guessText } from './decode-header.ts'
import { splitHeader } from './header-fields.ts'
import { type MailAddress, normaliseAddress } from './normalise-address.ts'

/** What the gate reads of a header. Addresses that are no addresses are left out of the lists and counted. */
export interface MailHeader {
  readonly from: readonly MailAddress[]
  readonly sender: readonly MailAddress[]
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly bcc: readonly MailAddress[]
  /** A `Bcc:` field stands in the header, even an empty one. */
  readonly hasBcc: boolean
  readonly unreadableAddressCount: number
  readonly subject: string
  readonly messageId: string
  /** As written; never trusted as a clock. */
  readonly date: string
  /** `X-Sekisho-Engagement`: the engagement that the sender names. */
  readonly engagement: string
}

/** Reads a header block. Never throws: what cannot be read is empty. */
export function readHeader(block: Uint8Array): MailHeader {
  const fields = splitHeader(block)
  const values = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value)
  const first = (name: string) => decodeHeader(values(name)[0] ?? new Uint8Array())
  let unreadableAddressCount = 0
  const addresses = (name: string) => {
    const found: MailAddress[] = []
    for (const value of values(name)) {
      // Encoded words stay encoded here: a display name that decodes to `<other@x>` must not become an address.
      for (const { address } of flatten(addressParser(guessText(value)))) {
        const normal = address ? normaliseAddress(address) : undefined
        if (normal) found.push(normal)
        else unreadableAddressCount += 1
      }
    }
    return found
  }
  const [from, sender, to, cc, bcc] = ['from', 'sender', 'to', 'cc', 'bcc'].map(addresses)
  return {
    from: from!,
    sender: sender!,
    to: to!,
    cc: cc!,
    bcc: bcc!,
    hasBcc: fields.some((field) => field.name === 'bcc'),
    unreadableAddressCount,
    subject: first('subject'),
    messageId: first('message-id'),
    date: first('date'),
    engagement: first('x-sekisho-engagement'),
  }
}

const flatten = (list: readonly Address[]): { address?: string | undefined }[] =>
  list.flatMap((one) => (one.group ? flatten(one.group) : one.address || one.name ? [one] : []))
