const ja = {
  title: '同じ人の記録を統合する',
  lead: '同じ人が二つの記録で登録されているとき、一人の人として扱うようにします。どちらの記録も、消えません。',
  toPage: '同じ人の記録を統合する',
  search: '残す記録を探す',
  searchHint: '氏名、社員番号、メールアドレスの一部を入力すると、下の欄に候補が出ます。',
  into: '残す記録',
  choose: '選んでください',
  compare: '統合する記録の比較',
  item: '項目',
  from: 'この記録(やめる)',
  intoHead: '残す記録',
  name: '氏名',
  kana: 'ふりがな',
  staffNumber: '社員番号',
  addresses: 'メールアドレス',
  memberships: '所属・役割',
  standIns: '代理・代行',
  absences: '不在',
  merged: 'すでに統合した記録',
  count: (count: number) => `${count}件`,
  since: (unit: string, role: string, from: string, until: string | null) => `${unit} ${role}(${from}〜${until ?? ''})`,
  consequences: '統合すると、こうなります',
  effects: {
    together: 'メールアドレス、所属・役割、代理・不在は、残す記録の人のものとしてまとめて扱います。',
    one: '一人の人として扱うため、片方の記録で起案したものを、もう片方の記録で承認することはできなくなります。',
    gates: (count: number) =>
      count === 0
        ? '二つの記録が別々に関わった、確認中のものはありません。'
        : `確認中の${count}件は、二つの記録が別々に関わっています。そのうち一方の確認は数えなくなり、別の人の確認が必要になります。`,
    account: 'サインインのアカウントは、それぞれそのまま残ります。使わない方は「アカウント」で停止してください。',
    final: '元に戻すことはできません。',
  },
  obstacles: {
    same_record: 'すでに同じ人の記録です。別の記録を選んでください。',
    other_party: '別の会社の人の記録です。会社が違う記録は統合できません。',
    officers_must_differ:
      '一方が個人情報保護管理者、もう一方が監査責任者です。二つの役割は別の人が務めるため、先にどちらかの役割を終えてください。',
  },
  understood: '上の内容を確かめました。二つの記録は、同じ人のものです。',
  notUnderstood: '内容を確かめて、上の欄にチェックを入れてください。',
  merge: '統合する',
}
const en: typeof ja = {
  title: 'Join two records of one person',
  lead: 'For somebody who was registered twice. Neither record is deleted.',
  toPage: 'Join with another record of the same person',
  search: 'Find the record that stays',
  searchHint: 'Type part of a name, staff number or address; the field below shows who fits.',
  into: 'The record that stays',
  choose: 'Choose',
  compare: 'The two records side by side',
  item: 'Item',
  from: 'This record (given up)',
  intoHead: 'The record that stays',
  name: 'Name',
  kana: 'Reading',
  staffNumber: 'Staff number',
  addresses: 'Mail addresses',
  memberships: 'Units and roles',
  standIns: 'Stand-ins',
  absences: 'Absences',
  merged: 'Records joined before',
  count: (count) => `${count}`,
  since: (unit, role, from, until) => `${unit} ${role} (${from} – ${until ?? ''})`,
  consequences: 'What it brings',
  effects: {
    together: 'Addresses, roles, stand-ins and absences all count as those of the person who stays.',
    one: 'As one person they can no longer approve with one record what they brought with the other.',
    gates: (count) =>
      count === 0
        ? 'Nothing under way has both records in it.'
        : `In ${count} matters under way both records have a part. One of the two will not count there any more, and somebody else has to look.`,
    account: 'Accounts stay as they are. Disable the one that is not used.',
    final: 'This cannot be undone.',
  },
  obstacles: {
    same_record: 'These are records of one person already. Choose another.',
    other_party: 'They belong to different companies, so they cannot be joined.',
    officers_must_differ:
      'One is the privacy officer and the other the audit officer, who are two different persons. End one of the roles first.',
  },
  understood: 'I have looked at all of this. Both records are of the same person.',
  notUnderstood: 'Please look at it and tick the box above.',
  merge: 'Join them',
}
export const mergeWords = { ja, en }
