const ja = {
  title: '保存期間',
  lead: (days: number) =>
    `データ、PDF、照合の結果、開封して読み取った内容は、納品から${days}日後に消去します。納品しなかった場合は、案件の終了から数えます。`,
  erasedFrom: '消去の予定',
  erased:
    '保存期間が終わり、データとファイルは消去されています。残っているのは、設定、件数、ハッシュ値、確認の記録、納品書です。',
  erasedAt: '消去した日時',
  isFrozen: 'この印刷案件は凍結されています。解除するまで消去しません。',
  frozenAt: '凍結した日時',
  frozenBy: '凍結した人',
  cause: '目的',
  freezeLead: '凍結すると、保存期間が過ぎても、解除するまで消去されません。',
  freeze: {
    title: '凍結する(訴訟・調査のための保存)',
    reason: '理由',
    hint: '例: 契約番号A-12の紛争に備え、法務部の依頼により保存。記録に残り、事務局だけが読めます。',
    missing: '理由を入力してください。',
    act: '凍結する',
  },
  liftLead: '解除すると、保存期間を過ぎた分は今夜消去します。',
  lift: {
    title: '凍結を解除する',
    reason: '理由',
    hint: '例: 調査が終わり、法務部が保存不要と判断した。',
    missing: '理由を入力してください。',
    act: '凍結を解除する',
  },
  setting: {
    title: '印刷案件: 保存期間',
    days: 'データとファイルを残す日数',
    daysHint:
      '納品から数えます。過ぎた夜に消去し、設定、件数、ハッシュ値、確認の記録、納品書は残ります。既定は90日です。',
    wrong: '1から3650までの整数を入力してください。',
    save: '保存する',
    saved: '保存しました。今夜の消去から適用します。',
    frozenStay:
      '訴訟や調査のために凍結した印刷案件は、凍結を解除するまで消去しません。凍結は、印刷案件の画面で行います。',
  },
}
const en: typeof ja = {
  title: 'Retention',
  lead: (days) =>
    `Data, PDFs, results and what was read from the opened items are erased ${days} days after delivery. If nothing was delivered, the days count from the end of the engagement.`,
  erasedFrom: 'Erased from',
  erased:
    'The retention period is over, and the data and files have been erased. The settings, counts, hashes, decisions and the hand-over document remain.',
  erasedAt: 'Erased at',
  isFrozen: 'This print job is frozen. It is not erased until the freeze is lifted.',
  frozenAt: 'Frozen at',
  frozenBy: 'Frozen by',
  cause: 'Purpose',
  freezeLead: 'Once frozen, the job is kept even after its retention period, until the freeze is lifted.',
  freeze: {
    title: 'Freeze (keep for a lawsuit or an investigation)',
    reason: 'Reason',
    hint: 'For example: kept for a dispute about contract A-12 at the request of the legal department. It is recorded, and only the privacy office can read it.',
    missing: 'Enter the reason.',
    act: 'Freeze',
  },
  liftLead: 'When the freeze is lifted, whatever is past its retention period is erased tonight.',
  lift: {
    title: 'Lift the freeze',
    reason: 'Reason',
    hint: 'For example: the investigation has ended, and the legal department no longer needs it.',
    missing: 'Enter the reason.',
    act: 'Lift the freeze',
  },
  setting: {
    title: 'Print jobs: retention',
    days: 'Days to keep data and files',
    daysHint:
      'Counted from delivery. The data are erased in the following night; settings, counts, hashes, decisions and the hand-over document remain. The default is 90 days.',
    wrong: 'Enter a whole number from 1 to 3650.',
    save: 'Save',
    saved: 'Saved. It applies from tonight.',
    frozenStay:
      'A print job that is frozen for a lawsuit or an investigation is not erased until the freeze is lifted. Freezing is done on the page of the print job.',
  },
}
export const printKeepingWords = { ja, en }
