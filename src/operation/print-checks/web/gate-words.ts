import type { GatePanel } from '../../../base/gate-panel.ts'
import { gateReasonWords, kernelFindingWords } from '../../../kernel/gates/web/words.ts'
import type { GateWords } from '../../../webkit/gate-panel/gate-words.ts'
import { printCheckWords, printFindingWords, printGateWords } from '../words.ts'

/** What each check asks a person to look at. */
const asks = {
  'specification-settled': {
    ja: '印刷会社の担当者が、本番の設定がこの仕様で確定したことを確かめます。',
    en: 'The printer’s person in charge states that production will run with this specification.',
  },
  'check-meeting': {
    ja: 'チェック会議で仕様・テスト結果・設定の違いを確かめて記録し、自社の上長が承認します。',
    en: 'Specification, test and differing settings are looked at in a meeting, which is recorded; a supervisor of ours approves.',
  },
  'proof-presented': {
    ja: '印刷会社の担当者が、実機と同じ条件で刷った校正紙を、表と裏そろえて提示します。',
    en: 'The printer presents a proof made under production conditions, fronts and backs.',
  },
  'proof-sign-off': {
    ja: '自社の責任者が校正紙の表と裏を見て、校了とします。印刷会社の人は校了にできません。',
    en: 'Somebody responsible of ours looks at fronts and backs and signs off. The printer’s people cannot.',
  },
  'process-hearing': {
    ja: '本番PDFの作り方、裏面の面付け、中断と再開の手順を、印刷会社から聞き取ります。',
    en: 'The printer is asked how the PDF is made, how backs are imposed, and what happens after a stop.',
  },
  'sample-opened': {
    ja: '抽選された現物を開封し、表と裏を読み取って入力します。',
    en: 'The drawn items are opened; what front and back say is typed back.',
  },
  'sample-witnessed': {
    ja: '開封した人とは別の人が立ち会い、確かめたことを記録します。',
    en: 'Another person is present at the opening and says so.',
  },
  'delivery-approval': {
    ja: '照合と抜き取りの結果を見て、納品してよいかを決めます。',
    en: 'Whether it may be delivered, after the verification and the sample.',
  },
  'client-statement': {
    ja: 'お客様が校正紙の表と裏を見て、校了か、直しがあるかを答えます。',
    en: 'The client looks at fronts and backs of the proof, and answers.',
  },
} as const

/** What the machine says in sentences of its own, in both languages. */
const told = {
  diagnosis: { ja: '{ja}', en: '{en}' },
  difference: { ja: '{ja}', en: '{en}' },
  'difference-unexplained': {
    ja: '{ja}説明がありません。設定を合わせるか、違う理由を書いてください。',
    en: '{en} Nobody has explained it. Make the settings equal, or say why they differ.',
  },
  unverified: {
    ja: '照合できなかったため、正しいとは言えません。{ja}',
    en: 'It could not be verified, so it is not right. {en}',
  },
} as const

/** The words of the print gates, for every panel that shows one. */
export const printPanelWords = ({ gate }: Pick<GatePanel, 'gate'>): GateWords => ({
  title: printGateWords[gate as keyof typeof printGateWords] ?? { ja: gate, en: gate },
  checks: printCheckWords,
  findings: { ...kernelFindingWords, ...printFindingWords, ...told },
  reasons: gateReasonWords,
  asks,
})
