import { defineNotice } from '../../kernel/notices/index.ts'

/** What people are told about print jobs: ids and links only. */
export const printNotices = {
  waits: defineNotice({
    kind: 'print_checks.waits',
    title: { ja: '印刷の確認をお待ちしています', en: 'A print job is waiting for you' },
    body: {
      ja: '印刷案件に、あなたの確認を待っている項目があります。内容を確かめて、確認するか差し戻してください。',
      en: 'A print job has a check that is waiting for you. Please look at it, then pass it or send it back.',
    },
  }),
  given: defineNotice({
    kind: 'print_checks.given',
    title: { ja: '印刷案件の担当になりました', en: 'You are in charge of a print job' },
    body: {
      ja: '新しい印刷案件が登録されました。画面を開き、仕様とテストデータの提出から始めてください。',
      en: 'A new print job was registered. Open its page, and begin with the specification and the test data.',
    },
  }),
  goes_on: defineNotice({
    kind: 'print_checks.goes_on',
    title: { ja: '印刷案件が次の段階に進みました', en: 'A print job has moved to its next stage' },
    body: {
      ja: '関門の確認がそろいました。画面を開き、次に必要なことを確かめてください。',
      en: 'All checks of a gate are complete. Open the page and see what is needed next.',
    },
  }),
  reminder: defineNotice({
    kind: 'print_checks.reminder',
    title: { ja: '印刷の確認が、まだ終わっていません', en: 'A print job is still waiting for you' },
    body: {
      ja: '印刷案件に、あなたの確認を待ったままの項目があります。印刷や納品が遅れないよう、早めに確かめてください。',
      en: 'A print job has a check that has been waiting for you for some time. Please look at it soon, so that printing and delivery are not delayed.',
    },
  }),
  escalated: defineNotice({
    kind: 'print_checks.escalated',
    title: { ja: '印刷の確認が止まっています', en: 'A check of a print job is held up' },
    body: {
      ja: '催促のあとも確認されていない印刷案件があります。担当者に声をかけてください。画面にボタンが出る場合は、代わりに確認や差し戻しもできます。',
      en: 'A print job has not been checked even after a reminder. Please speak to the person in charge. If the page shows you the buttons, you can also check it or send it back in their place.',
    },
  }),
  stopped: defineNotice({
    kind: 'print_checks.stopped',
    title: { ja: '印刷案件が止まりました', en: 'A print job was stopped' },
    body: {
      ja: '照合または確認で不一致が見つかり、先へ進めません。画面で理由を確かめ、直したものを出してください。',
      en: 'The verification or a check found something wrong, and the job cannot continue. See the reason on its page, and hand in the corrected files.',
    },
  }),
}
