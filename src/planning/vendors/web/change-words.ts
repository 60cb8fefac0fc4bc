const ja = {
  change: '変更する',
  save: '保存する',
  cancel: 'やめる',
  partyChange: '関係先の登録内容を変更する',
  engagementChange: '案件の登録内容を変更する',
  periodHint: '終了日を過ぎると、この案件のメールは送れません。空欄は、終わりを決めていないことを表します。',
  addWorker: '1人ずつ加える',
  addWorkerLead:
    '登録されている人を、従事者一覧に加えます。まだ登録されていない委託先の人は、一覧の取り込みで加えてください。',
  worker: '加える人',
  job: '役割',
  jobHint: '例: 設定作業',
  pledged: '誓約書提出日',
  trained: '教育受講日',
  addNow: '加える',
  added: (name: string) => `${name} さんを従事者一覧に加えました。`,
}
const en: typeof ja = {
  change: 'Change',
  save: 'Save',
  cancel: 'Cancel',
  partyChange: 'Change the party’s record',
  engagementChange: 'Change the engagement’s record',
  periodHint: 'After its last day no mail can be sent under it. Empty means no end is known.',
  addWorker: 'Add one person',
  addWorkerLead:
    'Puts somebody who is registered on the roster. A vendor’s person who is not registered yet comes by importing the list.',
  worker: 'Person',
  job: 'Role',
  jobHint: 'For example: set-up work',
  pledged: 'Pledge handed in on',
  trained: 'Trained on',
  addNow: 'Add',
  added: (name) => `${name} is on the roster.`,
}
export const vendorsChangeWords = { ja, en }
