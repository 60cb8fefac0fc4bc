import type { ShutLink, TellShutLink } from '../../kernel/access/index.ts'
import type { Tx } from '../../kernel/db/database.ts'
import { defineNotice, notify } from '../../kernel/notices/index.ts'
import { canonicalPersonId } from '../../kernel/people/index.ts'
import { peopleAtDesk } from '../../operation/print-checks/index.ts'
import { responsiblePersonOf } from '../../planning/vendors/index.ts'

const title = {
  ja: '社外の方へのリンクを、確認コードの誤りが続いたため閉じました',
  en: 'A link for somebody outside was shut after too many wrong codes',
}
const shut = defineNotice({
  kind: 'access.guest_link_shut',
  title,
  body: {
    ja: '発行したリンクで、誤った確認コードが20回入力されました。リンクは、もう使えません。相手の方に、心当たりがあるかを電話などで確かめてください。続ける場合は、新しいリンクを発行して渡してください。',
    en: 'Twenty wrong codes were entered at a link that you issued. It cannot be used any more. Please ask the person, by phone for example, whether it was them. To go on, issue a new link and hand it over.',
  },
})
const shutForDesk = defineNotice({
  kind: 'access.guest_link_shut_desk',
  title,
  body: {
    ja: '担当している案件で、社外の方に渡したリンクに、誤った確認コードが20回入力されました。リンクは、もう使えません。発行した人にも知らせました。発行した人がすぐに動けないときは、代わりに、相手の方に心当たりがあるかを電話などで確かめ、続ける場合は新しいリンクを発行して渡してください。',
    en: 'Twenty wrong codes were entered at a link that somebody outside was given for work of yours. It cannot be used any more. Whoever issued it was told too; if they cannot see to it now, please ask the person, by phone for example, whether it was them, and to go on, issue a new link and hand it over.',
  },
})

/** Where each kind of link is issued, and issued anew; who goes on with what it was for, and can issue another. */
const PLACES: Readonly<
  Record<string, { readonly path: string; readonly desk: (tx: Tx, subjectId: string) => Promise<readonly string[]> }>
> = {
  'print-checks:sign-off': { path: '/print-checks', desk: peopleAtDesk },
  'vendors:confirm-roster': {
    path: '/vendors/engagements',
    desk: async (tx, engagementId) => [await responsiblePersonOf(tx, engagementId)].filter((id) => id !== undefined),
  },
}

/**
 * Tells whoever issued it, and those who are to go on, for the first may be away. Somebody may hold the link who ought not
 * to: nobody but a person finds that out.
 */
export const tellShutLink: TellShutLink = async (tx, { linkId, purpose, subjectId, issuerId }: ShutLink) => {
  // Whatever is not known of it, the link stays shut.
  const place = PLACES[purpose]
  const known =
    place && subjectId ? { link: `${place.path}/${subjectId}`, desk: await place.desk(tx, subjectId) } : undefined
  const notice = { subject: { kind: 'guest_link', id: linkId }, link: known?.link ?? '/', facts: {} }
  const issuer = issuerId && (await canonicalPersonId(tx, issuerId))
  if (issuer) await notify(tx, { ...notice, personId: issuer, kind: shut })
  const others = new Set<string | undefined>()
  for (const personId of known?.desk ?? []) others.add(await canonicalPersonId(tx, personId))
  for (const personId of others)
    if (personId && personId !== issuer) await notify(tx, { ...notice, personId, kind: shutForDesk })
}
