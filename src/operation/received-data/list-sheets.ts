import { dayValue, type ListSheet } from '../../kernel/sheets/index.ts'
import type { ReceivedListLine } from './contract.ts'
import { listStateWords, listUnreadWords } from './words.ts'

export const receivedListSheet: ListSheet<ReceivedListLine> = {
  list: 'received-data.lists',
  title: { ja: '受領した名簿', en: 'Received lists' },
  columns: (say) => [
    { header: say({ ja: '名簿の名称', en: 'List' }), value: (line) => line.name },
    { header: say({ ja: 'お客様', en: 'Client' }), value: (line) => line.partyName },
    { header: say({ ja: '案件', en: 'Engagement' }), value: (line) => line.engagementName },
    { header: say({ ja: '受領日', en: 'Received on' }), value: (line) => dayValue(line.receivedOn) },
    { header: say({ ja: '照合できる人数', en: 'Persons known again' }), value: (line) => line.personCount },
    { header: say({ ja: '状態', en: 'State' }), value: (line) => say(listStateWords[line.state]) },
    {
      header: say({ ja: '読み取れなかった理由', en: 'Why unread' }),
      value: (line) => {
        const word = line.unreadReason && listUnreadWords[line.unreadReason as keyof typeof listUnreadWords]
        return word ? say(word) : line.unreadReason
      },
    },
    { header: say({ ja: '廃棄日', en: 'Disposed of on' }), value: (line) => dayValue(line.disposedOn ?? null) },
  ],
}
