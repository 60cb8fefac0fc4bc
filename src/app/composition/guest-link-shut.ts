import type { TellShutLink } from '../../kernel/access/index.ts'
import { defineNotice, notify } from '../../kernel/notices/index.ts'

const shut = defineNotice({
  kind: 'access.guest_link_shut',
  title: {
    ja: '社外の方へのリンクを、確認コードの誤りが続いたため閉じました',
    en: 'A link for somebody outside was shut after too many wrong codes',
  },
  body: {
    ja: '発行したリンクで、誤った確認コードが20回入力されました。リンクは、もう使えません。相手の方に、心当たりがあるかを電話などで確かめてください。続ける場合は、新しいリンクを発行して渡してください。',
    en: 'Twenty wrong codes were entered at a link that you issued. It cannot be used any more. Please ask the person, by phone for example, whether it was them. To go on, issue a new link and hand it over.',
  },
})

/** Where each kind of link is issued, and issued anew. */
const PLACES: Readonly<Record<string, string>> = {
  'print-checks:sign-off': '/print-checks',
  'vendors:confirm-roster': '/vendors/engagements',
}

/** Tells whoever issued it. Somebody may hold the link who ought not to: nobody but a person finds that out. */
export const tellShutLink: TellShutLink = async (tx, { linkId, purpose, subjectId, issuerId }) => {
  // Whatever is not known of it, the link stays shut.
  if (!issuerId) return
  const place = PLACES[purpose]
  const link = place && subjectId ? `${place}/${subjectId}` : '/'
  await notify(tx, { personId: issuerId, kind: shut, subject: { kind: 'guest_link', id: linkId }, link, facts: {} })
}
