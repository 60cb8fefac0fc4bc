import { getDomain } from 'tldts'
import type { DomainCovers } from './belonging.ts'
import { normaliseAddress, normaliseDomain } from './mail-address.ts'

/**
 * Mailbox providers whose domain says nothing about who writes: there the single address is listed instead. Not complete
 * and cannot be; whoever lists a domain states that it belongs to the party.
 */
const SHARED_PROVIDERS = new Set(
  `gmail.com googlemail.com outlook.com outlook.jp hotmail.com hotmail.co.jp live.jp live.com msn.com yahoo.co.jp yahoo.com
  ymail.ne.jp icloud.com me.com mac.com aol.com proton.me protonmail.com gmx.com zoho.com docomo.ne.jp ezweb.ne.jp
  au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp ymobile.ne.jp uqmobile.jp rakumail.jp excite.co.jp goo.jp
  nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp dion.ne.jp infoseek.jp jcom.home.ne.jp mail.com`.split(
    /\s+/,
  ),
)

export type DomainFault = 'unreadable' | 'not_registrable' | 'shared_provider'

/**
 * Reads what somebody enters as a party's domain or address, and says what is wrong with it: a public suffix (`co.jp`,
 * `lg.jp`) would make half the country the party's, a mailbox provider everybody.
 */
export function readPartyDomain(covers: DomainCovers, text: string): { name: string } | { fault: DomainFault } {
  const plain = text.normalize('NFKC').trim()
  if (covers === 'address') {
    const mail = normaliseAddress(plain)
    return mail ? { name: mail.address } : { fault: 'unreadable' }
  }
  const name = normaliseDomain(plain.replace(/^@/, ''))
  if (name === undefined) return { fault: 'unreadable' }
  const registrable = getDomain(name, { allowPrivateDomains: true })
  if (registrable === null) return { fault: 'not_registrable' }
  if (SHARED_PROVIDERS.has(name) || SHARED_PROVIDERS.has(registrable)) return { fault: 'shared_provider' }
  return { name }
}
