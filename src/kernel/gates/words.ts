import type { StationState } from '../../base/gate-panel.ts'
import type { Word } from '../../base/words.ts'
import type { CheckKind } from './define-gate.ts'
import type { gateEvents } from './events.ts'
import type { ProgressState } from './progress.ts'
import type { NUDGES } from './rules/next-nudge.ts'
import type { ReviewConclusion } from './rules/review-conclusion.ts'
import type { GateEnd, Outcome, ReasonCode, Verdict } from './rules/gate-facts.ts'

const kinds: Record<CheckKind, Word> = {
  machine: { ja: '機械確認', en: 'Machine check' },
  attest: { ja: '自己確認', en: 'Attestation' },
  approve: { ja: '承認', en: 'Approval' },
  sample: { ja: '抜き取り確認', en: 'Sample check' },
  document: { ja: '書類の確認', en: 'Document' },
}

const stationStates: Record<StationState, Word> = {
  passed: { ja: '済', en: 'Passed' },
  waiting: { ja: '待', en: 'Waiting' },
  stopped: { ja: '止', en: 'Stopped' },
  waived: { ja: '免', en: 'Waived' },
  later: { ja: 'この後', en: 'Later' },
}

const verdicts: Record<Verdict, Word> = {
  pass: { ja: '問題なし', en: 'Pass' },
  findings: { ja: '指摘あり', en: 'Findings' },
  unread: { ja: '読み取れず', en: 'Could not be read' },
  fail: { ja: '不可', en: 'Fail' },
}

const outcomes: Record<Outcome, Word> = { pass: { ja: '通す', en: 'Pass' }, refuse: { ja: '通さない', en: 'Refuse' } }

const ends: Record<GateEnd, Word> = {
  withdrawn: { ja: '取下げ', en: 'Withdrawn' },
  sent_back: { ja: '差戻し', en: 'Sent back' },
  expired: { ja: '期限切れ', en: 'Expired' },
  done: { ja: '完了', en: 'Done' },
}

const nudges: Record<(typeof NUDGES)[number], Word> = {
  reminder: { ja: '催促', en: 'Reminder' },
  escalation: { ja: '上位への連絡', en: 'Escalation' },
}

const progressStates: Record<ProgressState, Word> = {
  waiting: { ja: '確認待ち', en: 'Waiting' },
  stopped: { ja: '停止中', en: 'Stopped' },
  complete: { ja: '確認済み', en: 'Checked' },
  passed: { ja: '通過', en: 'Passed' },
  ended: { ja: '終了', en: 'Ended' },
}

/** Why the bar is down: what is missing, and what to do. `{check}` is the check's own word. */
const reasons: Record<ReasonCode, Word> = {
  machine_not_run: {
    ja: '機械確認「{check}」の結果を待っています。',
    en: 'The machine check "{check}" has not answered yet.',
  },
  machine_failed: {
    ja: '機械確認「{check}」が不可と判定しました。指摘を直して、新しく申請してください。',
    en: 'The machine check "{check}" says no. Correct what it names and submit again.',
  },
  findings_to_pass: {
    ja: '「{check}」に指摘があります。確認する人が指摘を一つずつ見てから決定します。',
    en: '"{check}" has findings. Those who decide look at each of them first.',
  },
  unread_to_pass: {
    ja: '「{check}」は内容を読み取れませんでした。個人情報保護事務局の承認も必要です。',
    en: '"{check}" could not read the content, so the privacy office has to approve as well.',
  },
  person_asked: { ja: '「{check}」の決定を待っています。', en: 'Waiting for a decision on "{check}".' },
  more_persons_asked: {
    ja: '「{check}」には、あと{count}人の決定が必要です。',
    en: '"{check}" needs {count} more persons.',
  },
  after_others: {
    ja: '「{check}」は、先の確認が済むと始まります。',
    en: '"{check}" starts once the checks before it are done.',
  },
  refused: {
    ja: '「{check}」で通さないと決定されました。内容を直し、新しい版で申請してください。',
    en: '"{check}" was refused. Correct the content and submit a new revision.',
  },
  same_person_twice: {
    ja: '「{check}」の決定は、同じ人が二つの役割をしたため数えません。別の人の決定が必要です。',
    en: 'A decision on "{check}" does not count: one person acted twice. Somebody else has to decide.',
  },
  same_mandate: {
    ja: '「{check}」の決定は、代行を頼んだ人と頼まれた人の両方によるため、合わせて1人分と数えます。ほかの承認者の決定が必要です。',
    en: 'Decisions on "{check}" by somebody and by who stands in for them count as one person’s. Another approver has to decide.',
  },
  not_the_author: {
    ja: '「{check}」の決定は、起案者によるものではないため数えません。起案者の自己確認が必要です。',
    en: 'A decision on "{check}" does not count: it is not the author’s. The author has to attest.',
  },
  not_their_side: {
    ja: '「{check}」の決定は、委託先の人によるため数えません。自社の人の決定が必要です。',
    en: 'A decision on "{check}" does not count: it is a vendor’s. Somebody of our own has to decide.',
  },
  findings_unseen: {
    ja: '「{check}」の決定の後に、新しい指摘が出ました。新しい版で、もう一度確認してください。',
    en: 'New findings came after the decision on "{check}". Make a new revision and look at them.',
  },
  reason_missing: {
    ja: '「{check}」の決定は、理由が書かれていないため数えません。理由を書いて、もう一度確認してください。',
    en: 'A decision on "{check}" does not count: it gives no reason. Write why, and decide once more.',
  },
  obligation_overdue: {
    ja: '期限を過ぎた手続きが{count}件あるため、閉じています。先にその手続きを済ませてください。',
    en: 'Closed because {count} obligations are overdue. Please settle them first.',
  },
  cooling_down: {
    ja: 'すべての確認が済みました。猶予の時間が過ぎると開きます({until})。',
    en: 'All checks are done. It opens when the cool-down is over ({until}).',
  },
  gate_expired: {
    ja: '期限までに確認が済まなかったため、終了しました。必要な場合は、新しく申請してください。',
    en: 'It ended because the checks were not done in time. If it is still needed, submit it again.',
  },
  gate_withdrawn: { ja: '取り下げられました。', en: 'It was withdrawn.' },
  gate_sent_back: {
    ja: '差し戻されました。コメントを確かめて、直してから申請してください。',
    en: 'It was sent back. See the comment, correct it and submit again.',
  },
  gate_done: { ja: '完了しました。', en: 'It is done.' },
  glass_broken: {
    ja: '個人情報保護事務局の二人が緊急解除しました。後日、見直しを行います。',
    en: 'Two persons of the privacy office broke the glass. A review will follow.',
  },
  nobody_to_ask: {
    ja: '承認できる人が見つからないため、閉じたままです。個人情報保護事務局が、上長または代理を登録してください。',
    en: 'It stays closed because nobody can approve. The privacy office should register a supervisor or a delegate.',
  },
}

const reviewConclusions: Record<ReviewConclusion, Word> = {
  justified: { ja: 'やむを得なかった', en: 'It was justified' },
  not_justified: { ja: '解除すべきではなかった', en: 'It should not have been done' },
}

const events: Record<keyof typeof gateEvents, Word> = {
  opened: { ja: '関門に入りました', en: 'Came to the gate' },
  revised: { ja: '新しい版になりました', en: 'Became a new revision' },
  verdict_recorded: { ja: '機械確認の判定', en: 'Machine verdict' },
  sample_drawn: { ja: '抜き取る対象を決めました', en: 'Sample drawn' },
  decided: { ja: '決定', en: 'Decision' },
  permit_issued: { ja: '通行許可を出しました', en: 'Permit issued' },
  permit_consumed: { ja: '通行許可を使いました', en: 'Permit used' },
  glass_opened: { ja: '緊急解除の申し出', en: 'Break-glass asked for' },
  glass_confirmed: { ja: '緊急解除', en: 'Break-glass confirmed' },
  glass_reviewed: { ja: '緊急解除の見直し', en: 'Break-glass reviewed' },
  reminded: { ja: '催促しました', en: 'Reminder sent' },
  escalated: { ja: '上位の人に知らせました', en: 'Escalated' },
  ended: { ja: '関門が終わりました', en: 'Gate ended' },
  erased: { ja: '個人に関する内容を消去しました', en: 'Personal content erased' },
}

/** The words of the gate kernel; the words of each gate and its checks are in the module that defines it. */
export const gateWords = {
  kinds,
  stationStates,
  verdicts,
  outcomes,
  ends,
  reviewConclusions,
  progressStates,
  nudges,
  reasons,
  events,
}

/** Findings and added checks that the kernel itself makes. */
export const gateFindingWords = {
  could_not_look: { ja: '内容を読み取れませんでした。', en: 'The content could not be read.' },
} satisfies Record<string, Word>
