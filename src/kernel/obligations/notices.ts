import { defineNotice } from '../notices/index.ts'

export const handedOverNotice = defineNotice({
  kind: 'obligations.handed_over',
  title: { ja: '期限の担当を引き継ぎました', en: 'Something that is due was handed over to you' },
  body: {
    ja: 'あなたが担当になりました。期限は{dueOn}です。「期限」の一覧で、行うことと引き継ぎの理由を確かめてください。',
    en: 'You are the one to act now. It is due on {dueOn}. Look at what is to be done, and why it came to you, in the list of obligations.',
  },
})
