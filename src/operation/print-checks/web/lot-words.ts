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
    title: 'Draw the sample anew before it is opened',
    lead: 'Only while nobody has opened an item, from the same printed lot. The reason stays on record; the witness and whoever permits the delivery read and tick it.',
    reason: 'Why it is drawn anew',
    hint: 'For example: the drawn numbers were told to the printer before the opening.',
    missing: 'Say why it is drawn anew.',
    act: 'Draw it anew',
  },
  stopped: {
    title: 'Stopped lots',
    lot: (number) => `Lot ${number}`,
    done: 'What was done',
    notDone: 'Not said yet. It is asked for when the next lot is registered.',
    tellLead:
      'The privacy office finds out whether anything of it has left. It is told numbers, counts and the diagnosis, and no name or value of anybody.',
    tell: 'Tell the privacy office of a suspected incident',
    told: 'What it was told',
    counts: 'Counts',
    countsText: (items, opened, mismatches) =>
      `${items.toLocaleString('en')} items, ${opened.toLocaleString('en')} opened, ${mismatches.toLocaleString('en')} mismatches`,
    toldBy: 'Told by',
    duty: 'When the first report is due',
    notAnswered: 'The privacy office has not answered yet.',
    answer: 'What the privacy office did',
    answerHint:
      'Say what was looked into and who was told. For example: everything is still at the printer’s. Nobody has to be told.',
    answerMissing: 'Say what was done.',
    answerSave: 'Record it',
  },
}
export const printLotWords = { ja, en }
