const ja = {
  title: '工程ヒアリング',
  lead: '本番PDFがどう作られ、裏面がどう組み合わされるかを、印刷会社に聞いて記録します。',
  heldOn: '実施日',
  attendees: '出席者',
  attendeesHint: '自社と印刷会社の全員の氏名',
  questions: [
    '本番PDFは、だれが、どのソフトで、どのデータから作りますか。',
    '表と裏は、どの値で組み合わせますか。行の順番だけで組み合わせていませんか。',
    '分割・結合・並べ替えをする工程はありますか。そのとき、何で件数と順番を確かめますか。',
    '印刷が途中で止まったとき、どこから再開し、重なりと抜けをどう確かめますか。',
    '設定を変えたときは、だれに、いつ伝えますか。',
  ],
  save: '記録して確認済みにする',
  anew: '聞き取り直して記録する',
  recorded: 'ヒアリングの記録',
  missing: '回答を書いてください。',
  notYet: '前の段階が通ると、記録できます。',
}
const en: typeof ja = {
  title: 'Hearing about the process',
  lead: 'Ask the printer how the production PDF is made and how fronts and backs are matched, and record the answers.',
  heldOn: 'Held on',
  attendees: 'Attendees',
  attendeesHint: 'Names of everybody from our side and the printer',
  questions: [
    'Who makes the production PDF, with which software and from which data?',
    'By which value are fronts and backs matched? Are they matched by the order of rows alone?',
    'Are there steps that split, join or sort? How are counts and order checked then?',
    'If printing stops midway, where does it restart, and how are overlaps and gaps checked?',
    'If a setting is changed, who is informed, and when?',
  ],
  save: 'Record and confirm',
  anew: 'Record a new hearing',
  recorded: 'Record of the hearing',
  missing: 'Write an answer.',
  notYet: 'It can be recorded once the previous stage has passed.',
}
/** 工程ヒアリング on the page of the production data. */
export const printHearingWords = { ja, en }
