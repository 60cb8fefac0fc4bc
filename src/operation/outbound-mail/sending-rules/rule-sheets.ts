import type { z } from 'zod'
import type { Word } from '../../../base/words.ts'
import { instantCell, type ListSheet } from '../../../kernel/sheets/index.ts'
import type { MailListLine, RuleSet } from './contract.ts'
import { RULE_FINDINGS } from './rule-states.ts'
import { ruleFindingWords, ruleResponseWords, ruleScopeWords } from './words.ts'

const inAll: Word = { ja: '(終了)', en: '(ended)' }

export const ruleVersionSheet: ListSheet<z.input<typeof RuleSet>> = {
  list: 'outbound-mail.sending-rules',
  title: { ja: '送信ルールの版', en: 'Versions of the sending rules' },
  columns: (say) => [
    { header: say({ ja: '適用の開始', en: 'In effect from' }), value: (line) => instantCell(line.effectiveFrom) },
    { header: say({ ja: '範囲', en: 'Scope' }), value: (line) => say(ruleScopeWords[line.scope]) },
    { header: say({ ja: '対象', en: 'For' }), value: (line) => line.name },
    { header: say({ ja: '版', en: 'Version' }), value: (line) => line.version },
    ...RULE_FINDINGS.map((finding) => ({
      header: say(ruleFindingWords[finding]),
      value: (line: z.input<typeof RuleSet>) => {
        const asked = line.rules?.responses[finding]
        if (!line.rules) return say(inAll)
        if (!asked) return ''
        const isCounted = asked.response === 'supervisors' || asked.response === 'office'
        return `${say(ruleResponseWords[asked.response])}${isCounted ? ` ${asked.count}` : ''}`
      },
    })),
    { header: say({ ja: '猶予(秒)', en: 'Cool-down (seconds)' }), value: (line) => line.rules?.coolDownSeconds },
    { header: say({ ja: '見える宛先の上限', en: 'Visible recipients' }), value: (line) => line.rules?.visibleLimit },
    {
      header: say({ ja: 'パスワードを探す分数', en: 'Minutes for a password' }),
      value: (line) => line.rules?.passwordMinutes,
    },
    { header: say({ ja: '保存', en: 'Saved' }), value: (line) => instantCell(line.savedAt) },
    { header: say({ ja: '保存した人', en: 'Saved by' }), value: (line) => line.savedByName },
  ],
}

export const mailListSheet: ListSheet<z.input<typeof MailListLine>> = {
  list: 'outbound-mail.mailing-lists',
  title: { ja: 'メーリングリスト一覧', en: 'Mailing lists' },
  columns: (say) => [
    { header: say({ ja: 'アドレス', en: 'Address' }), value: (line) => line.address },
    { header: say({ ja: '名前', en: 'Name' }), value: (line) => line.name },
    { header: say({ ja: '人数', en: 'Members' }), value: (line) => line.members.length },
    { header: say({ ja: '社外の人数', en: 'Outside' }), value: (line) => line.outsideCount },
    {
      header: say({ ja: 'メンバー', en: 'Who' }),
      value: (line) => line.members.map(({ address }) => address).join('、'),
    },
  ],
}
