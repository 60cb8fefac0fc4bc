const ja = {
  today: '今日',
  todayLead: (name: string) => `${name} さん宛てに、いま待っているものです。`,
  nothingWaits: '待っているものはありません。',
  nothingWaitsNext: '承認の依頼や期限の近いものがあると、ここに表示されます。',
  mySettings: '個人設定',
  mySettingsLead: '表示、お知らせ、サインインの方法を、ご自分に合わせて変えられます。',
  display: '表示',
  organisationSettings: '組織の設定',
  lookAround: 'はじめての方へ',
  lookAroundText:
    '体験用の会社で、事故がどこで止まるかを試せます。体験用のメールアドレスとパスワードは、起動した端末の画面に表示されています。体験用の会社のメールは、外には出ません。',
  organisationSettingsLead: 'この会社での関所の動き方を決めます。変更は記録に残ります。',
}
const en: typeof ja = {
  today: 'Today',
  todayLead: (name) => `What waits for ${name} now.`,
  nothingWaits: 'Nothing waits for you.',
  nothingWaitsNext: 'Requests for approval and what is due soon appear here.',
  mySettings: 'Personal settings',
  mySettingsLead: 'How things look, what you are told, and how you sign in.',
  display: 'Display',
  organisationSettings: 'Organisation settings',
  lookAround: 'New here?',
  lookAroundText:
    'In the demonstration company you can see where an accident stops. Its addresses and passwords were printed in the terminal when Sekisho started. No mail of the demonstration leaves.',
  organisationSettingsLead: 'How Sekisho works in this company. Changes are recorded.',
}
export const appWords = { ja, en }
