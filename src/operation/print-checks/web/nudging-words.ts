const ja = {
  title: '印刷案件: 催促',
  reminder: '催促まで(営業時間)',
  reminderHint: '確認が済まないとき、担当の人に催促するまでの時間です。0.25から9まで。既定は2時間です。',
  escalation: '上位への連絡まで(営業時間)',
  escalationHint:
    '催促の後も済まないとき、上位の組織の上長(いなければ個人情報保護事務局)にも知らせ、その人も確認できるようになるまでの時間です。催促より長く、18まで。既定は4時間です。',
  order: '催促までの時間より長くしてください。',
  number: (least: number, most: number) => `${least}から${most}までの数を入力してください。`,
  save: '保存する',
  saved: '保存しました。いま待っている確認にも適用します。',
}
const en: typeof ja = {
  title: 'Print jobs: reminders',
  reminder: 'Reminder after (business hours)',
  reminderHint: 'Whoever is asked hears of it again. 0.25 to 9; 2 unless changed.',
  escalation: 'Escalation after (business hours)',
  escalationHint:
    'The supervisor above (or the privacy office) is told as well, and may decide from then on. Longer than the reminder, up to 18; 4 unless changed.',
  order: 'It has to be longer than the time until the reminder.',
  number: (least, most) => `Enter a number from ${least} to ${most}.`,
  save: 'Save',
  saved: 'Saved. It applies to what waits now, too.',
}
export const printNudgingWords = { ja, en }
