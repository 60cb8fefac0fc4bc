import type { Word } from '../../../base/words.ts'
import type { LintEffect, LintRule } from './lint-finding.ts'

export const lintEffectWords: Record<LintEffect, Word> = {
  leaves: { ja: '関門を通らずに出る', en: 'leaves unseen' },
  splits: { ja: '1通が分かれる', en: 'is split' },
  changes: { ja: '承認した内容と変わる', en: 'is changed' },
  stands: { ja: '承認しても届かない', en: 'stands still' },
}

export const lintRuleWords: Record<LintRule, Word> = {
  'entry-without-filter': {
    ja: 'この入口から来たメールは関門を通りません。',
    en: 'Mail that comes in here does not pass the gate.',
  },
  'filter-without-host': {
    ja: '関門の場所が書かれていないため、宛先のサーバーへ直接送られます。',
    en: 'The filter names no host, so mail goes straight to the recipient’s own.',
  },
  'filter-by-mx': {
    ja: '角括弧がないため MX が引かれ、関門でないサーバーへ渡ることがあります。',
    en: 'Without brackets the host is looked up by MX, and mail may be given to another one.',
  },
  'filter-not-gate': {
    ja: 'フィルターの宛先が、関門の待ち受けている場所と違います。',
    en: 'The filter leads somewhere else than to the gate.',
  },
  'filter-fallback': {
    ja: '関門が応答しないとき、メールは代わりの中継サーバーへ送られます。',
    en: 'While the gate does not answer, mail goes to the fallback relay instead.',
  },
  'filter-overridden': {
    ja: 'この表に FILTER または REDIRECT があり、content_filter より優先されます。',
    en: 'This table holds a FILTER or REDIRECT, which overrules content_filter.',
  },
  'table-not-read': {
    ja: 'この表は読めませんでした。FILTER または REDIRECT があると、関門を通りません。',
    en: 'This table could not be read. A FILTER or REDIRECT in it would lead past the gate.',
  },
  'release-reachable': {
    ja: '承認済みのメールの入口に、ほかのホストから接続できます。',
    en: 'Other hosts can connect to the way back, which has no filter.',
  },
  'release-maps': {
    ja: '承認した後で、別名・転送・自動 Bcc により宛先が増えることがあります。',
    en: 'After the approval, aliases and automatic Bcc may still add recipients.',
  },
  'local-forwarding': {
    ja: '社内宛てとして出たメールが、転送の設定で社外へ送られることがあります。',
    en: 'Mail released to an inside mailbox may be forwarded to the outside.',
  },
  'sender-not-bound': {
    ja: 'サインインした人が、ほかの人の差出人アドレスで送れます。',
    en: 'Who signs in here may write under somebody else’s address.',
  },
  'other-instances': {
    ja: 'ほかの Postfix インスタンスがあります。この検査は見ていません。',
    en: 'There are other instances of Postfix, which this lint has not looked at.',
  },
  'bare-newline': {
    ja: '改行 LF だけの行を終わりとみなし、1通を2通にすることがあります(SMTP smuggling)。',
    en: 'A bare LF may end a mail and begin another one that nobody has seen (SMTP smuggling).',
  },
  'bare-newline-excepted': {
    ja: '例外の接続元では、1通が2通になることがあります。関門も既定の例外に含まれます。',
    en: 'The excepted clients may have one mail become two; the default excepts the gate itself.',
  },
  'recipients-split': {
    ja: '宛先の多い1通が複数に分かれ、別々に確認されます。',
    en: 'One mail with many recipients comes to the gate as several, each checked apart.',
  },
  'header-rewritten': {
    ja: '承認した後で、ヘッダーのアドレスが書き換えられます。',
    en: 'Addresses in the header are rewritten after the approval.',
  },
  'header-dropped': {
    ja: '承認した後で、ヘッダーの一部が取り除かれます。',
    en: 'Header fields are dropped after the approval.',
  },
  'header-added': { ja: '承認した後で、ヘッダーが付け足されます。', en: 'Header fields are added after the approval.' },
  'header-cut': {
    ja: '長いヘッダーが、承認した後で途中まで切り捨てられます。',
    en: 'A long header is cut off after the approval.',
  },
  'header-checks': {
    ja: '承認した後で、header_checks・body_checks が内容を変えることがあります。',
    en: 'header_checks and body_checks may change the mail after the approval.',
  },
  milters: {
    ja: '承認した後で、milter が内容を変えることがあります。',
    en: 'A milter may change the mail after the approval.',
  },
  'mime-converted': {
    ja: '8ビットの本文が変換され、電子署名が壊れます。',
    en: '8-bit text is converted, which breaks signatures.',
  },
  'lines-split': { ja: '長い行が分割され、電子署名が壊れます。', en: 'Long lines are split, which breaks signatures.' },
  'rewritten-on-the-way': {
    ja: '送り出すときに内容やアドレスが書き換えられます。',
    en: 'Content or addresses are rewritten on the way out.',
  },
  'extension-hidden': {
    ja: '拡張機能が隠されているため、承認したメールを変えずに渡せません。',
    en: 'An extension is hidden, so approved mail cannot be handed over unchanged.',
  },
  'size-refused': {
    ja: '関門が預かった大きさのメールを、承認した後で受け取れません。',
    en: 'A mail of the size that the gate takes is refused after its approval.',
  },
  'filter-transport': {
    ja: 'フィルターの transport が SMTP ではないため、メールは関門に届かないか、変わります。',
    en: 'The filter’s transport is no SMTP client: mail does not reach the gate, or is changed.',
  },
  'release-missing': {
    ja: '承認済みのメールの入口がありません。関門へ戻ってしまい、どこにも届きません。',
    en: 'There is no way back for approved mail: it would come round to the gate again.',
  },
}
