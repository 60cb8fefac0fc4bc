import type { Word } from '../../base/words.ts'
import { dayValue, type ListSheet } from '../../kernel/sheets/index.ts'
import type { EngagementLine, PartyLine } from './views.ts'
import { engagementStatusWords, partyStatusWords, relationWords } from './words.ts'

const name: Word = { ja: '名称', en: 'Name' }
const state: Word = { ja: '状態', en: 'State' }

export const partySheet: ListSheet<PartyLine> = {
  list: 'vendors.parties',
  title: { ja: '関係先一覧', en: 'Parties' },
  columns: (say) => [
    { header: say(name), value: (line) => line.name },
    { header: say({ ja: '法人番号', en: 'Corporate number' }), value: (line) => line.corporateNumber },
    {
      header: say({ ja: '関係', en: 'Relation' }),
      value: (line) => line.relations.map((one) => say(relationWords[one])).join('、'),
    },
    { header: say({ ja: 'ドメイン数', en: 'Domains' }), value: (line) => line.domainCount },
    { header: say({ ja: '案件数', en: 'Engagements' }), value: (line) => line.engagementCount },
    { header: say(state), value: (line) => say(partyStatusWords[line.status]) },
  ],
}

export const engagementSheet: ListSheet<EngagementLine> = {
  list: 'vendors.engagements',
  title: { ja: '案件一覧', en: 'Engagements' },
  columns: (say) => [
    { header: say(name), value: (line) => line.name },
    { header: say(state), value: (line) => say(engagementStatusWords[line.status]) },
    { header: say({ ja: 'お客様', en: 'Client' }), value: (line) => line.clientName },
    { header: say({ ja: '開始日', en: 'From' }), value: (line) => dayValue(line.fromOn) },
    { header: say({ ja: '終了日', en: 'Until' }), value: (line) => dayValue(line.untilOn) },
    { header: say({ ja: '委託先数', en: 'Vendors' }), value: (line) => line.vendorCount },
    { header: say({ ja: '従事者数', en: 'Workers' }), value: (line) => line.workerCount },
    { header: say({ ja: '従事者一覧の期限', en: 'Roster due' }), value: (line) => dayValue(line.rosterDueOn) },
    {
      header: say({ ja: '期限超過', en: 'Overdue' }),
      value: (line) => (line.isRosterOverdue ? say({ ja: 'はい', en: 'yes' }) : ''),
    },
  ],
}
