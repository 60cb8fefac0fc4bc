const ja = {
  tour: '体験ツアー: 印刷(5分)',
  title: '体験ツアー: 事例B 通知書の裏面のずれ',
  lead: '実際に起きた事故と同じ印刷案件を、架空のデータで用意しています。関所がどこで止めたかを確かめてから、続きを試せます。',
  card: '体験ツアー: 印刷',
  cardText:
    '約700世帯への通知書の裏面に、別の世帯の児童の情報が印刷された事故です。刷る前に、どこで止まるかを5分で確かめられます。',
  cardAction: '印刷の事例を体験する',
  story: '1. 何が起きたか',
  storyText: [
    '自社はX市から給付金の通知書の仕事を受託し、印刷をA社(印刷)に委託していました。',
    '表面の宛名は正しく、裏面には、別の世帯の児童の氏名と生年月日が印刷されました。',
    '確かめたのは表面だけでした。刷り上がった現物を開封した人も、テストで使った設定と本番の設定を比べた人もいませんでした。',
  ],
  figures: [
    ['通知書', '約700世帯'],
    ['印刷された児童', '約1,200名'],
    ['開封した現物', '0通'],
  ],
  stopped: '2. 同じPDFを、関所のある会社で提出する',
  stoppedText:
    '仕様、テスト、校正の確認がすべて済んだあとで、印刷会社が裏面のずれた本番PDFを提出しました。機械は、印刷する前に、全部の表と裏を1枚ずつデータと突き合わせます。',
  preparing: 'この印刷案件を準備しています。最初の起動から1分ほどかかります。この画面は自動で更新されます。',
  verifying: '機械が全部の表と裏を照合しています。1分ほどで終わり、この画面は自動で更新されます。',
  result: (sheets: string, right: string) =>
    `止まりました。${sheets}枚のうち、正しいと確かめられたのは${right}枚です。`,
  meaning:
    '原因は一文で示され、表と裏の画像とデータを並べて確かめられます。不一致が残っている間、印刷の関門は開かず、納品書も作れません。この確認に、緊急解除はありません。',
  resultRight: '照合が通りました。刷り上がりを登録すると、開封する現物が抽選されます。',
  open: '印刷案件を開く',
  try: '3. 続きを試す',
  tryText:
    '次の人としてサインインし、「印刷チェック」でこの案件を開いてください。パスワードは、起動した端末に表示されています。ファイルと照合の内容は、この案件に関わる人だけが見られます。',
  parts: {
    'a-worker': '印刷会社の担当者: 直した本番PDFを提出し、もう一度照合する',
    'own2-worker': '自社の担当者: 照合の結果を見て、工程ヒアリングを記録し、刷り上がりの現物を開封する',
    'own2-supervisor': '自社の上長: 照合と開封の結果を見て、納品を許可する',
  },
  signInAs: 'サインインするアドレス',
}
const en: typeof ja = {
  tour: 'Tour: print',
  title: 'Guided tour: case B, notices with shifted backs',
  lead: 'The print job of an accident that really happened is set up here with made-up data. See where Sekisho stopped it, then continue it yourself.',
  card: 'Guided tour: print',
  cardText:
    'The backs of notices to about 700 households showed the children of other households. See in five minutes where this stops before anything is printed.',
  cardAction: 'Begin the print tour',
  story: '1. What happened',
  storyText: [
    'The company sent benefit notices for X City, and had entrusted the printing to company A (print).',
    'The addresses on the fronts were correct. The backs showed the names and birth dates of the children of other households.',
    'Only the fronts had been looked at. Nobody opened a printed item, and nobody compared the settings of the test with those of production.',
  ],
  figures: [
    ['Notices', 'about 700'],
    ['Children printed', 'about 1,200'],
    ['Items opened', '0'],
  ],
  stopped: '2. The same PDF, where Sekisho stands',
  stoppedText:
    'After the checks of the specification, the test and the proof had all passed, the printer handed in the production PDF with the shifted backs. Before anything is printed, the machine compares every front and every back with the data.',
  preparing:
    'This print job is being prepared. It takes about a minute after the first start. This page refreshes by itself.',
  verifying: 'The machine is comparing all fronts and backs. It takes about a minute. This page refreshes by itself.',
  result: (sheets, right) => `Stopped. Of ${sheets} sheets, ${right} were confirmed as correct.`,
  meaning:
    'The cause is told in one sentence, and the images of front and back stand next to the data. While mismatches remain, the gate does not open and no hand-over document can be made. There is no emergency release for this check.',
  resultRight: 'The verification has passed. When the printed lot is registered, the items to open are drawn.',
  open: 'Open the print job',
  try: '3. Continue it yourself',
  tryText:
    'Sign in as one of these people and open the job under “Print checks”. The password is shown in the terminal where Sekisho was started. Only those who take part in the job can see its files and findings.',
  parts: {
    'a-worker': 'At the printer: hands in the corrected production PDF and verifies it again',
    'own2-worker': 'On our side: looks at the result, records the process hearing, and opens printed items',
    'own2-supervisor': 'Our supervisor: looks at the results of verification and sample, and permits the delivery',
  },
  signInAs: 'Sign in as',
}
export const printTourWords = { ja, en }
