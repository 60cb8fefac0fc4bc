import type { Word } from '../../../base/words.ts'
import type { PrintMissing } from '../contract.ts'

interface Advice {
  /** To whoever is next. */
  readonly mine: Word
  /** To everybody else who works on the job; none: the same. */
  readonly others?: Word
}

/** What to do about what is missing. */
export const printAdvice: Record<PrintMissing, Advice | undefined> = {
  earlier_stage: undefined,
  file: {
    mine: { ja: '「この段階で提出するもの」から提出してください。', en: 'Hand it in under “Handed in at this stage”.' },
    others: {
      ja: '印刷会社の担当者の提出を待っています。担当者が提出できないときは、委託元も「この段階で提出するもの」から提出できます。',
      en: 'Waiting for the person in charge at the printer to hand it in. If they cannot, the entruster can also hand it in under “Handed in at this stage”.',
    },
  },
  run: {
    mine: {
      ja: 'ファイルがそろいました。「機械による照合」で「照合を始める」を押してください。',
      en: 'The files are complete. Press “Start the verification” under “Verification by machine”.',
    },
  },
  run_wrong: {
    mine: {
      ja: '結果を開いて原因を確かめ、直したファイルを提出して、もう一度照合してください。',
      en: 'Open the result and find the cause. Hand in the corrected file, and verify it again.',
    },
    others: {
      ja: '結果を開いて内容を確かめ、原因と直し方を印刷会社に尋ねてください。直したファイルが提出されたら、もう一度照合します。',
      en: 'Open the result, and ask the printer about the cause and how it will be corrected. When the corrected file is handed in, it is verified again.',
    },
  },
  explanation: {
    mine: {
      ja: '「項目ごとに比べる」を開き、設定を合わせて提出し直すか、違う理由を書いてください。',
      en: 'Open “Compare field by field”. Make the settings the same and hand them in again, or say why they differ.',
    },
  },
  client_sign_off: {
    mine: {
      ja: '校正紙を見て、校了か、直しがあるかを答えてください。',
      en: 'Look at the proof, and answer whether it is signed off or needs corrections.',
    },
    others: {
      ja: '急ぐときは、お客様の担当者に直接連絡してください。ほかの担当者に依頼することもできます。',
      en: 'If it is urgent, contact the client’s person directly. You can also ask somebody else at the client.',
    },
  },
  client_refused: {
    mine: {
      ja: '指摘を読み、直した校正紙を提出してください。照合のあと、お客様にもう一度見てもらいます。',
      en: 'Read the comments, and hand in a corrected proof. After the verification, the client will look at it again.',
    },
  },
  meeting: {
    mine: {
      ja: '印刷会社とチェック会議を開き、「チェック会議」に記録してください。記録すると、承認できます。',
      en: 'Meet with the printer, and record it under “Check meeting”. Then the settings can be approved.',
    },
    others: {
      ja: '仕様が確定したら、委託元がチェック会議を開いて記録します。そのあと、委託元の上長が承認します。',
      en: 'When the specification is settled, the entruster holds the meeting and records it. A supervisor approves then.',
    },
  },
  hearing: {
    mine: {
      ja: '印刷会社に工程を聞き、答えを「工程ヒアリング」に記録してください。',
      en: 'Ask the printer about the process, and record the answers under “Hearing about the process”.',
    },
    others: {
      ja: '委託元の担当者が、印刷会社から工程を聞き取って記録します。',
      en: 'The entruster asks the printer about the process, and records the answers.',
    },
  },
  lot: {
    mine: {
      ja: '刷り終えたら、「刷り上がりの登録と抜き取り」で登録してください。開封する現物が抽選されます。',
      en: 'When printing is finished, register it under “Printed lot and sample”. The items to open are then drawn.',
    },
  },
  sample: {
    mine: {
      ja: '抽選された現物を開封し、表と裏の内容を入力するか、撮影してください。',
      en: 'Open the drawn items, and type or photograph what is printed on front and back.',
    },
    others: {
      ja: '委託元の担当者が、抽選された現物を開封して確かめます。現物を渡せるようにしておいてください。',
      en: 'The entruster opens and checks the drawn items. Keep them ready to hand over.',
    },
  },
  lot_stopped: {
    mine: {
      ja: '印刷物を1通も出さず、全数がどこにあるかを確かめてください。原因を直して刷り直したあと、委託元の担当者が、とった処置を書いて登録し直します。',
      en: 'Do not send out a single item, and confirm where all of them are. After the cause has been corrected and the lot reprinted, the entruster records the action taken and registers the lot again.',
    },
  },
  decision: {
    mine: { ja: '内容を確かめて、決定してください。', en: 'Check the content, and decide.' },
    others: { ja: '担当の人の確認を待っています。', en: 'Waiting for the person in charge to check it.' },
  },
  refused: {
    mine: {
      ja: '差し戻しのコメントを読み、直したものを提出してください。',
      en: 'Read the comment, and hand in the corrected files.',
    },
    others: {
      ja: '印刷会社が直したものを提出するのを待っています。',
      en: 'Waiting for the printer to hand in the corrected files.',
    },
  },
  roster_overdue: {
    mine: {
      ja: '印刷会社に、従事者一覧の再提出を頼んでください。提出されるまで、この案件の関門は開きません。',
      en: 'Ask the printer to submit its roster again. No gate of this job opens until then.',
    },
  },
  hand_over: { mine: { ja: '「納品書を作る」を押してください。', en: 'Press “Make the hand-over document”.' } },
}

/** What differs from the sentence that the code alone would give. */
export const printWaiting = {
  running: {
    what: { ja: '「{kind}」の途中です。', en: '“{kind}” is under way.' },
    advice: {
      ja: '終わると、この画面に結果が出ます。画面を閉じてもかまいません。',
      en: 'The result appears here when it is finished. You can close this page in the meantime.',
    },
  },
  allOpened: {
    what: { ja: '抜き取った現物は、すべて一致しました。', en: 'Every drawn item matched.' },
    advice: {
      ja: '開封した人が、抜き取り開封の画面で「開封を終える」を押してください。',
      en: 'Whoever opened them presses “Finish the opening” on the page of the sample.',
    },
  },
  notAsked: {
    what: { ja: 'お客様に、まだ校了を依頼していません。', en: 'The client has not been asked to sign off.' },
    advice: {
      ja: '校正紙の照合が済んだら、委託元の担当者が「お客様の校了」から依頼します。',
      en: 'When the proof has been verified, the entruster asks for it under “Sign-off by the client”.',
    },
    mine: {
      ja: '「お客様の校了」から、お客様の担当者に依頼してください。',
      en: 'Ask the client’s person under “Sign-off by the client”.',
    },
  },
} as const satisfies Record<string, { readonly what: Word; readonly advice: Word; readonly mine?: Word }>

/** Where it is done, as the words of a link. */
export const printPlaceWords = {
  files: { ja: '提出するところへ', en: 'Go to the files' },
  runs: { ja: '照合を始めるところへ', en: 'Go to the verification' },
  result: { ja: '結果を見る', en: 'See the result' },
  differences: { ja: '項目ごとに比べる', en: 'Compare field by field' },
  client: { ja: 'お客様の校了へ', en: 'Go to the client’s sign-off' },
  answer: { ja: '校正紙を見て答える', en: 'Look at the proof and answer' },
  meeting: { ja: 'チェック会議へ', en: 'Go to the check meeting' },
  hearing: { ja: '工程ヒアリングへ', en: 'Go to the hearing' },
  lot: { ja: '刷り上がりの登録へ', en: 'Go to the printed lot' },
  sample: { ja: '抜き取り開封の画面を開く', en: 'Open the sample' },
  decide: { ja: '確認するところへ', en: 'Go to the check' },
  hand_over: { ja: '納品書を作るところへ', en: 'Go to the hand-over document' },
} as const satisfies Record<string, Word>

const ja = {
  mine: '次は、あなたの番です',
  others: '次に必要なこと',
  done: '納品書ができています',
  papers: '納品書と検証の報告書へ',
  stopped: '止まっています',
  next: (names: string) => `次の担当: ${names} さん`,
  nobody: '次の担当: 見つかりません。個人情報保護事務局に連絡してください。',
  also: 'そのあとに必要なこと',
  between: ' さん、',
  by: (names: string) => `(${names} さん)`,
  noGlass:
    '印刷の関門に、緊急解除はありません。印刷物は刷り直せるため、確かめずに出すことは認めていません。急ぐときは、直したファイルを早めに提出してもらうか、代わりに確認できる人を個人情報保護事務局に相談してください。',
}
const en: typeof ja = {
  mine: 'It is your turn',
  others: 'Needed next',
  done: 'The hand-over document is ready',
  papers: 'Go to the hand-over document and the report',
  stopped: 'It is stopped',
  next: (names) => `Next: ${names}`,
  nobody: 'Next: nobody could be found. Please contact the privacy office.',
  also: 'After that',
  between: ', ',
  by: (names) => `(${names})`,
  noGlass:
    'Print gates have no emergency release: printed matter can be reprinted, so nothing may leave unchecked. If it is urgent, have the corrected file handed in early, or ask the privacy office who else can check it.',
}
/** What stands above what is needed next. */
export const printAskWords = { ja, en }
