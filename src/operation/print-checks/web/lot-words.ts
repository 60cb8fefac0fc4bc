const ja = {
  redraw: {
    title: '開封する前に、抽選をやり直す',
    lead: '開封を始める前に限り、同じ刷り上がりから抽選し直せます。理由は記録に残り、立ち会う人と納品を許可する人が読んで印を付けます。',
    reason: 'やり直す理由',
    hint: '例: 抽選された番号を、開封の前に印刷会社へ伝えてしまったため。',
    missing: 'やり直す理由を書いてください。',
    act: '抽選をやり直す',
  },
  stopped: {
    title: '止めたロット',
    lot: (number: number) => `ロット${number}`,
    done: 'とった処置',
    notDone: 'まだ記録されていません。次のロットを登録するときに書きます。',
    tellLead:
      '印刷物がすでに外へ出ていないか、個人情報保護事務局に確かめてもらいます。伝わるのは番号、件数、診断の文だけで、個人の氏名や内容は含みません。',
    tell: '事故のおそれとして事務局に知らせる',
    told: '知らせた内容',
    counts: '件数',
    countsText: (items: number, opened: number, mismatches: number) =>
      `全${items.toLocaleString('ja-JP')}件、開封${opened.toLocaleString('ja-JP')}件、不一致${mismatches.toLocaleString('ja-JP')}か所`,
    toldBy: '知らせた人',
    duty: '第一報の期限を見る',
    notAnswered: '個人情報保護事務局の対応を待っています。',
    answer: '事務局の対応',
    answerHint:
      '何を確かめ、だれに知らせたかを書いてください。例: 全数が工場にあることを確かめた。X市への第一報は不要と判断した。',
    answerMissing: '事務局の対応を書いてください。',
    answerSave: '対応を記録する',
  },
}
const en: typeof ja = {
  redraw: {
    title: 'Draw the sample again before it is opened',
    lead: 'As long as no item has been opened, the sample can be drawn again from the same printed lot. The reason is recorded, and the witness and the person who permits delivery read and tick it.',
    reason: 'Why it is drawn again',
    hint: 'For example: the printer was told the drawn numbers before the opening.',
    missing: 'Say why it is drawn again.',
    act: 'Draw it again',
  },
  stopped: {
    title: 'Stopped lots',
    lot: (number) => `Lot ${number}`,
    done: 'Action taken',
    notDone: 'Not recorded yet. You will be asked for it when you register the next lot.',
    tellLead:
      'The privacy office checks whether any printed matter has already left. It is given numbers, counts and the diagnosis only, without any personal names or values.',
    tell: 'Report a suspected incident to the privacy office',
    told: 'What was reported',
    counts: 'Counts',
    countsText: (items, opened, mismatches) =>
      `${items.toLocaleString('en')} items, ${opened.toLocaleString('en')} opened, ${mismatches.toLocaleString('en')} mismatches`,
    toldBy: 'Reported by',
    duty: 'When the first report is due',
    notAnswered: 'The privacy office has not responded yet.',
    answer: 'Response of the privacy office',
    answerHint:
      'Say what was checked and who was informed. For example: all items are confirmed to be at the factory; no first report to City X is needed.',
    answerMissing: 'Enter the response of the privacy office.',
    answerSave: 'Record the response',
  },
}
export const printLotWords = { ja, en }
