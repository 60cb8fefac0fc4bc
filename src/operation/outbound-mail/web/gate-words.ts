import type { GatePanel } from '../../../base/gate-panel.ts'
import { gateReasonWords, kernelFindingWords } from '../../../kernel/gates/web/words.ts'
import type { GateWords } from '../../../webkit/gate-panel/gate-words.ts'
import { mailCheckWords, mailFindingWords, mailGateWords } from '../words.ts'

const common = {
  checks: mailCheckWords,
  findings: { ...kernelFindingWords, ...mailFindingWords },
  reasons: gateReasonWords,
  asks: {
    'self-check': {
      ja: '宛先・添付・案件・利用目的を、起案者が確かめます。',
      en: 'The author looks at recipients, attachments, engagement and purpose.',
    },
    approval: {
      ja: '宛先と添付が案件に合うかを、起案者とは別の人が確かめます。',
      en: 'Somebody else sees whether recipients and attachments fit the engagement.',
    },
    'entruster-approval': {
      ja: '委託先のメールを、自社の上長が確かめます。',
      en: 'A supervisor of our own looks at a vendor’s mail.',
    },
    'also-privacy-office': {
      ja: '機械が中身を見られなかったため、事務局も確かめます。',
      en: 'The machine could not look inside, so the privacy office does.',
    },
  },
}

/** The words of the two mail gates, for every panel that shows one. */
export const mailPanelWords = (panel: Pick<GatePanel, 'gate'>): GateWords => ({
  ...common,
  title:
    panel.gate === 'outbound-mail.system-release' ? mailGateWords[panel.gate] : mailGateWords['outbound-mail.release'],
})

/** What the stations say already; under the road it would only be said again. */
const SAID_BY_STATIONS: ReadonlySet<string> = new Set([
  'machine_not_run',
  'machine_failed',
  'findings_to_pass',
  'person_asked',
  'after_others',
])

export const withoutRepetition = (panel: GatePanel): GatePanel => ({
  ...panel,
  reasons: panel.reasons.filter(({ code }) => !SAID_BY_STATIONS.has(code)),
})
