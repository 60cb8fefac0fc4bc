import { describe, expect, test } from 'vitest'
import { holdsPassword } from './password-text.ts'

describe('a text that gives a password away', () => {
  test.each([
    '先ほどお送りしたファイルのパスワードは「Ab3xK9zq」です。',
    'パスワード:Tr1al-2026',
    '解凍パスワードは以下のとおりです。\n\n7hGq2LmP\n\nよろしくお願いいたします。',
    'PW:xk29fjw1',
    '添付ファイルのPASS:20261123a',
    'ZIPのパスワードをお知らせします。\n----------\nqwx-8812\n----------',
    'Password: s3cretWord',
    'The password is as follows:\nHx77kkPo\n',
    'パスワード → 1234abcd',
    'パスワード: kqxzwbtn',
    'パスワード:qwerty12',
    '暗証番号:8241',
    '【パスワード】 Xy12!9',
    '■パスワード■ Xy12!9',
    'パスワード 1234abcd',
    'パスワード 20261123',
    '解凍パス:qwe123',
    'パス:qwe123',
    'zipのパスは himitsu9 です',
    '添付ファイルのパスは「himitsu9」です。',
    'PW/ Xy12!9z',
    'ID/PW/Xy12!9z',
    'The password is Xy12abcd, please do not pass it on.',
    'The password is 20261123.',
  ])('%s', (text) => {
    expect(holdsPassword(text)).toBe(true)
  })

  test.each([
    'パスワードは別のメールでお送りします。',
    'パスワードは後ほどお電話でお伝えします。',
    'パスワードを忘れた場合は、https://portal.example/reset から再発行してください。',
    'The password will follow by another mail.',
    'Password protected files are attached.',
    'パスワードの変更は 2026/11/30 までにお願いします。',
    'パスワードのお問い合わせ:support@jisha.example',
    'お問い合わせ\n電話: 03-0000-0000',
    '> パスワード: Ab3xK9zq\n\n承知しました。',
    'いつもお世話になっております。見積書をお送りします。',
    'Passport: TK1234567 の写しを添付します。',
    'パスワード再設定の手順: 画面右上の設定を開きます。',
    'パスワードは別途お送りします',
    'パスワードを変更してください',
    '【パスワード】 別途お送りします。',
    '【パスワード変更】 2026年11月30日まで',
    '「パスワード」欄に社員番号を入力してください。',
    'パスワード 2026年度の運用について',
    'パスワード Office365 の変更をお願いします。',
    '添付ファイルのパスは C:\\data\\list2026.xlsx です。',
    'パス: /var/log/app1/list.csv',
    'バイパス:route16 は通行止めです。',
    'The password is required.',
    'Your password is INVALID.',
    'The password is case-sensitive.',
    'The password is 8 characters long.',
    'The password is SHA256 hashed.',
    'Boarding pass / seat 12A をお送りします。',
    'ID/PW/メールアドレスの変更届です。',
    'Password/Username',
  ])('not: %s', (text) => {
    expect(holdsPassword(text)).toBe(false)
  })
})
