import type { Word } from '../../base/words.ts'
import type { instanceEvents } from './events.ts'
import type { LedgerFindingKind } from './rules/findings.ts'
import type { LEDGER_STATES, LinkedState } from './read-models.ts'

export const instanceEventWords: Record<keyof typeof instanceEvents, Word> = {
  started: { ja: 'システムを起動しました', en: 'The system started' },
  stopped: { ja: 'システムを停止しました', en: 'The system stopped' },
  migrated: { ja: 'データベースを更新しました', en: 'The database was brought up to date' },
  organisation_created: { ja: '組織をつくりました', en: 'An organisation was created' },
  organisation_removed: { ja: '組織を取り除きました', en: 'An organisation was removed' },
  restored: { ja: 'バックアップから復元しました', en: 'Restored from a backup' },
}

export const linkedStateWords: Record<LinkedState, Word> = {
  waiting: { ja: '台帳に記入中', en: 'Being entered in the ledger' },
  linked: { ja: '台帳に記入済み', en: 'In the ledger' },
  anchored: { ja: '外部に係留済み', en: 'Anchored outside' },
}

export const ledgerStateWords: Record<(typeof LEDGER_STATES)[number], Word> = {
  ok: { ja: '正常', en: 'In order' },
  behind: { ja: '台帳への記入が遅れています', en: 'Events are waiting too long for their place in the ledger' },
  stopped: { ja: '台帳への記入が止まっています', en: 'Nothing is being entered in the ledger' },
}

/** What a finding of the verification says: what is wrong, and what that means. */
export const ledgerFindingWords: Record<LedgerFindingKind, Word> = {
  unreadable: {
    ja: '読めない行です。書き出し後に変更されたか、壊れています。',
    en: 'A line that cannot be read: changed or damaged after the export.',
  },
  event_missing: {
    ja: '台帳に場所があるのに、記録がありません。削除されています。',
    en: 'The ledger has a place for this event, and the event is gone: deleted.',
  },
  event_edited: {
    ja: '記録の内容が、台帳に記入した時と違います。書き換えられています。',
    en: 'The event is not what was entered in the ledger: edited.',
  },
  event_foreign: { ja: '別の台帳の記録が混ざっています。', en: 'An event of another ledger stands here.' },
  places_missing: {
    ja: '番号が飛んでいます。{count}件の記録が抜けています。',
    en: 'The numbers jump: {count} events are missing.',
  },
  place_repeated: {
    ja: '番号が戻っています。記録が挿入されたか、順序が変えられています。',
    en: 'The numbers jump back: events were inserted or put in another order.',
  },
  chain_broken: {
    ja: '前の記録とのつながりが切れています。ここで書き換えられています。',
    en: 'This does not follow from what stands before it: rewritten here.',
  },
  anchor_mismatch: {
    ja: '係留した時の台帳と違います。この番号までのどこかが書き換えられています。',
    en: 'Not the ledger that was anchored: something up to this number was rewritten.',
  },
  ledger_cut: {
    ja: '台帳が途中で終わっています。末尾が削除されたか、書き出しが最後まで終わっていません。',
    en: 'The ledger ends too early: its end was deleted, or the export was not completed.',
  },
  anchor_unreadable: {
    ja: '係留の行が読めません。変更されたか、壊れています。',
    en: 'An anchor that cannot be read: changed or damaged.',
  },
  anchors_disagree: {
    ja: '同時には成り立たない係留が2つあります。台帳が書き換えられたか、係留が偽物です。',
    en: 'Two anchors cannot both be true: the ledger was rewritten, or an anchor is forged.',
  },
  anchors_foreign: {
    ja: '渡された係留は、どれもこの台帳のものではありません。',
    en: 'None of the given anchors belongs to this ledger.',
  },
  anchor_missing: {
    ja: '渡された係留に、この証明と同じ大きさの係留がありません。その係留を監査責任者から受け取るか、係留した大きさの証明を書き出してもらってください。',
    en: 'None of the given anchors is of the size of this proof. Ask the audit officer for that anchor, or for a proof of a size that was anchored.',
  },
  proof_unreadable: {
    ja: '記録の証明として読めません。ファイルが欠けていないか確かめてください。',
    en: 'This cannot be read as a proof of an event. Look whether the file is whole.',
  },
  proof_broken: {
    ja: '証明が成り立ちません。記録、番号、ルートのどれかが、台帳にあったものと違います。',
    en: 'The proof does not hold: the event, its number or the root is not what stood in the ledger.',
  },
}
