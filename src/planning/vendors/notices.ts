import { defineNotice } from '../../kernel/notices/index.ts'

export const vendorNotices = {
  rosterConfirmed: defineNotice({
    kind: 'vendors.roster_confirmed',
    title: { ja: '委託先が従事者一覧を確認しました', en: 'A vendor has confirmed its roster' },
    body: {
      ja: '委託先の担当者が、ゲストのリンクから「間違いありません」と回答しました。今月分として提出済みになりました。',
      en: 'Through a guest link the vendor states that the roster is right. It counts as handed in for this month.',
    },
  }),
  rosterDisputed: defineNotice({
    kind: 'vendors.roster_disputed',
    title: { ja: '委託先から従事者一覧の訂正の連絡があります', en: 'A vendor says that its roster is wrong' },
    body: {
      ja: '委託先の担当者が「間違いがあります」と回答しました。案件を開いて内容を読み、従事者一覧を直してください。',
      en: 'Through a guest link the vendor says that the roster is wrong. Open the engagement, read what, and correct it.',
    },
  }),
} as const
