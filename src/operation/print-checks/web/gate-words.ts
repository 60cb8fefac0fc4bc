import type { GatePanel } from '../../../base/gate-panel.ts'
import { gateReasonWords, kernelFindingWords } from '../../../kernel/gates/web/words.ts'
import type { GateWords } from '../../../webkit/gate-panel/gate-words.ts'
import { printCheckWords, printFindingWords, printGateWords } from '../words.ts'

/** What each check asks a person to look at. */
const asks = {
  'specification-settled': {
    ja: '印刷会社の担当者が、本番の設定がこの仕様で確定したことを確かめます。',
    en: 'The person in charge at the printer confirms that production will use this specification.',
  },
  'check-meeting': {
    ja: 'チェック会議で仕様・テスト結果・設定の違いを確かめて記録し、自社の上長が承認します。',
    en: 'The specification, the test results and any differences in settings are checked in a meeting and recorded; then one of our supervisors approves.',
  },
  'proof-presented': {
    ja: '印刷会社の担当者が、実機と同じ条件で刷った校正紙を、表と裏そろえて提示します。',
    en: 'The person in charge at the printer presents a proof, front and back, printed under production conditions.',
  },
  'proof-sign-off': {
    ja: '自社の責任者が校正紙の表と裏を見て、校了とします。印刷会社の人は校了にできません。',
    en: 'A responsible person on our side looks at the fronts and backs and signs the proof off. The printer’s people cannot.',
  },
  'process-hearing': {
    ja: '本番PDFの作り方、裏面の面付け、中断と再開の手順を、印刷会社から聞き取ります。',
    en: 'We ask the printer how the production PDF is made, how the backs are imposed, and how printing is stopped and restarted.',
  },
  'sample-opened': {
    ja: '抽選された現物を開封し、表と裏を読み取って入力します。',
    en: 'The drawn items are opened, and what is printed on front and back is typed in.',
  },
  'sample-witnessed': {
    ja: '開封した人とは別の人が立ち会い、確かめたことを記録します。',
    en: 'Somebody other than the opener is present and records it.',
  },
  'delivery-approval': {
    ja: '照合と抜き取りの結果を見て、納品してよいかを決めます。',
    en: 'Decide, from the results of the verification and the sample, whether the lot may be delivered.',
  },
  'client-statement': {
    ja: 'お客様が校正紙の表と裏を見て、校了か、直しがあるかを答えます。',
    en: 'The client looks at the fronts and backs of the proof and either signs it off or asks for corrections.',
  },
} as const

/** The machine only records it: it is the client who decides. */
const kinds = { 'client-signed-off': { ja: 'お客様の回答', en: 'The client’s answer' } } as const

/** What the machine says in sentences of its own, in both languages. */
const told = {
  diagnosis: { ja: '{ja}', en: '{en}' },
  difference: { ja: '{ja}', en: '{en}' },
  'difference-unexplained': {
    ja: '{ja}説明がありません。設定を合わせるか、違う理由を書いてください。',
    en: '{en} No reason is given. Make the settings the same, or say why they differ.',
  },
  unverified: {
    ja: '照合できなかったため、正しいとは言えません。{ja}',
    en: 'It could not be verified, so it does not count as correct. {en}',
  },
} as const

/** The words of the print gates, for every panel that shows one. */
export const printPanelWords = ({ gate }: Pick<GatePanel, 'gate'>): GateWords => ({
  title: printGateWords[gate as keyof typeof printGateWords] ?? { ja: gate, en: gate },
  checks: printCheckWords,
  findings: { ...kernelFindingWords, ...printFindingWords, ...told },
  reasons: gateReasonWords,
  kinds,
  asks,
})
