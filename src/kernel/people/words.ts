import type { Word } from '../../base/words.ts'
import type { EventKind } from '../ledger/index.ts'
import type { absenceEvents, delegationEvents, membershipEvents, personEvents, unitEvents } from './events.ts'
import type { DelegationKind, Role, UnitKind } from './roles.ts'

export const roleWords: Record<Role, Word> = {
  employee: { ja: '従業者', en: 'Employee' },
  worker: { ja: '従事者', en: 'Worker' },
  supervisor: { ja: '上長', en: 'Supervisor' },
  workplace_manager: { ja: '職場責任者', en: 'Workplace manager' },
  privacy_officer: { ja: '個人情報保護管理者', en: 'Privacy officer' },
  privacy_office: { ja: '個人情報保護事務局', en: 'Privacy office' },
  audit_officer: { ja: '監査責任者', en: 'Audit officer' },
  administrator: { ja: 'システム管理者', en: 'Administrator' },
}

export const unitKindWords: Record<UnitKind, Word> = {
  company: { ja: '会社', en: 'Company' },
  department: { ja: '部門', en: 'Department' },
  workplace: { ja: '職場', en: 'Workplace' },
  party: { ja: '関係先', en: 'Party' },
}

export const delegationKindWords: Record<DelegationKind, Word> = {
  delegation: { ja: '代理', en: 'Delegate' },
  substitute: { ja: '代行', en: 'Substitute' },
}

type Words<Prefix extends string, Events extends Record<string, EventKind>> = Record<
  `${Prefix}.${keyof Events & string}`,
  Word
>

export const peopleEventWords: Words<'person', typeof personEvents> &
  Words<'unit', typeof unitEvents> &
  Words<'membership', typeof membershipEvents> &
  Words<'delegation', typeof delegationEvents> &
  Words<'absence', typeof absenceEvents> = {
  'person.added': { ja: '人を登録しました', en: 'Person registered' },
  'person.changed': { ja: '人の記録を変更しました', en: 'Person changed' },
  'person.ended': { ja: '退職・契約終了を登録しました', en: 'Leaving registered' },
  'person.merged': { ja: '同じ人の記録をまとめました', en: 'Records merged' },
  'person.pseudonymised': { ja: '保有期限により仮名化しました', en: 'Pseudonymised at the end of its retention' },
  'unit.added': { ja: '組織を登録しました', en: 'Unit added' },
  'unit.changed': { ja: '組織を変更しました', en: 'Unit changed' },
  'unit.moved': { ja: '組織を移しました', en: 'Unit moved' },
  'membership.set': { ja: '所属・役割を登録しました', en: 'Membership set' },
  'membership.ended': { ja: '所属・役割を終えました', en: 'Membership ended' },
  'membership.reopened': { ja: '所属・役割の終了を取り消しました', en: 'End of a membership taken back' },
  'delegation.given': { ja: '代理・代行を登録しました', en: 'Stand-in named' },
  'delegation.ended': { ja: '代理・代行を終えました', en: 'Stand-in ended' },
  'absence.declared': { ja: '不在を登録しました', en: 'Absence declared' },
  'absence.ended': { ja: '不在を終えました', en: 'Absence ended' },
}

/** Errors of the personnel list that other imports do not know. */
export const PEOPLE_IMPORT_ERRORS = [
  'ends_before_it_begins',
  'address_of_another',
  'unknown_unit',
  'ambiguous_unit',
] as const
export const peopleImportErrorWords: Record<(typeof PEOPLE_IMPORT_ERRORS)[number], Word> = {
  ends_before_it_begins: {
    ja: '在籍終了が在籍開始より前です。どちらかの日付を直してください。',
    en: 'The last day lies before the first. Correct one of them.',
  },
  address_of_another: {
    ja: 'このメールアドレスは別の人のものです。アドレスか社員番号を確かめてください。',
    en: 'This address belongs to somebody else. Check the address or the staff number.',
  },
  unknown_unit: {
    ja: 'この組織は登録されていません。名前を直すか、組織を追加する設定で取り込んでください。',
    en: 'There is no such unit. Correct the name, or import with adding units.',
  },
  ambiguous_unit: {
    ja: '同じ名前の組織が複数あります({paths})。上位の組織から「/」でつないで書いてください。',
    en: 'Several units have this name ({paths}). Write the path from above, joined by "/".',
  },
}
