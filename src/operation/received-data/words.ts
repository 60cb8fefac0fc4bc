import { unreadDocumentWords } from '../../base/document-words.ts'
import type { UnreadDocumentReason } from '../../engines/documents/index.ts'
import type { Word } from '../../base/words.ts'
import type { ReceivedListLine } from './contract.ts'

export const listStateWords: Record<ReceivedListLine['state'], Word> = {
  reading: { ja: '照合用データを作成中', en: 'being read' },
  registered: { ja: '照合中', en: 'known again' },
  unread: { ja: '照合できません', en: 'cannot be known' },
  disposed: { ja: '廃棄済み', en: 'disposed of' },
}

/** Why a list, or a part of it, is not known again; as the end of a sentence that names it. */
export const listUnreadWords: Record<UnreadDocumentReason | 'no_persons', Word> = {
  ...unreadDocumentWords,
  no_persons: {
    ja: '氏名と、生年月日・電話・メール・番号のどれかがそろった行がありません',
    en: 'has no row with a name and a date of birth, a telephone, a mail address or a number',
  },
}

export const receivedListEventWords: Record<string, Word> = {
  'received_list.added': { ja: '受領した名簿を登録', en: 'Received list registered' },
  'received_list.read': { ja: '名簿の照合用データを作成', en: 'Fingerprints of a list made' },
  'received_list.disposed': { ja: '名簿の廃棄を記録', en: 'Disposal of a list recorded' },
}
