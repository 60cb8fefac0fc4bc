import { describe, expect, test } from 'vitest'
import type { PiiType } from './finding.ts'
import { detectText } from './index.ts'

/** What is found, as type and text. */
const found = (text: string) => detectText(text).map(({ type, start, end }) => [type, text.slice(start, end)])

describe('each type in the ways it is written', () => {
  test.each<[PiiType, string, string]>([
    ['PERSON', '氏名:勅使河原 翠', '勅使河原 翠'],
    ['PERSON', '担当：山田　花子', '山田　花子'],
    ['PERSON', 'フリガナ ヤマダ ハナコ', 'ヤマダ ハナコ'],
    ['PERSON', '名義 ﾔﾏﾀﾞ ﾊﾅｺ', 'ﾔﾏﾀﾞ ﾊﾅｺ'],
    ['PERSON', 'Name: YAMADA Hanako', 'YAMADA Hanako'],
    ['PERSON', '佐藤さん、お疲れ様です。', '佐藤'],
    ['PERSON', '引継ぎ：長谷川諭、明日から', '長谷川諭'],
    ['PERSON', '被保険者 佐藤　瑞江', '佐藤　瑞江'],
    // Surnames that no list knows, or that are words of the language: what stands around them tells.
    ['PERSON', '旧姓:躑躅森 前住所:東京都', '躑躅森'],
    ['PERSON', '外間様宅を訪問。', '外間'],
    ['PERSON', '②煉獄　陽葵 内線12', '煉獄　陽葵'],
    ['PERSON', '長女の雲母坂　翔吾様へ', '雲母坂　翔吾'],
    ['PERSON', '井深弥生様の窓口対応', '井深弥生'],
    ['PERSON', '出席:甲把、雲母坂、樋笠', '雲母坂'],
    ['PERSON', '不死川と名乗る男性から', '不死川'],
    // Beside a role, with no mark between; who speaks in a chat; in a list, at its head or its end.
    ['PERSON', '担当見崎より折り返します', '見崎'],
    ['PERSON', '確認者佐伯雪乃 確認日 6月9日', '佐伯雪乃'],
    ['PERSON', '前任の勅使河原に代わり', '勅使河原'],
    ['PERSON', '[9:05] 勅使河原: 承知しました', '勅使河原'],
    ['PERSON', '参加者：山田太郎、勅使河原', '勅使河原'],
    ['PERSON', '出席者 勅使河原、山田太郎、佐藤花子', '勅使河原'],
    ['PERSON', '大和田・鈴木・五十嵐の三名', '五十嵐'],
    ['PERSON', '開会の挨拶は勅使河原委員長から', '勅使河原'],
    ['PERSON', '自治会の勅使河原会長へ', '勅使河原'],
    ['PERSON', '扶養親族の番号は未登録(佐伯かえで)', '佐伯かえで'],
    ['PERSON', '三枝 朔太郎（さえぐさ さくたろう）', 'さえぐさ さくたろう'],
    ['PERSON', '対象は三枝 かえでほか11名', '三枝 かえで'],
    ['PERSON', '承認 佐伯　作成 2025/07/01', '佐伯'],
    ['PERSON', '記録 佐伯', '佐伯'],
    ['LICENSE', '免許証の写しを受領。No.012345678901、以上', '012345678901'],
    ['ACCOUNT', '振込口座みほん信用金庫 本店 普通 1234567', 'みほん信用金庫 本店 普通 1234567'],
    ['PERSON', 'ふりがな ほかま　いぶき', 'ほかま　いぶき'],
    ['PERSON', 'From: Kaburagi Sakuya <a@b.example>', 'Kaburagi Sakuya'],
    ['PHONE', '折返しは(0120)000-111まで', '(0120)000-111'],
    ['LICENSE', '運転免許証(番号:012345678901)で確認', '012345678901'],
    ['MYNUMBER', '見本 花子 1234 5678 9018 1944/08/01生', '1234 5678 9018'],
    ['RESIDENCE', 'カードの番号はEE00000001EAです', 'EE00000001EA'],
    [
      'ADDRESS',
      '住所:東京都千代田区千代田1丁目2番3号メゾン見本101号室',
      '東京都千代田区千代田1丁目2番3号メゾン見本101号室',
    ],
    ['ADDRESS', '横浜市中区本町９－９－９に転居', '横浜市中区本町９－９－９'],
    ['POSTAL', '〒１００－０００１', '〒１００－０００１'],
    ['PHONE', '電話:(03)0000-1111', '(03)0000-1111'],
    ['PHONE', '携帯は０９０ー００００ー１１１１', '０９０ー００００ー１１１１'],
    ['PHONE', '+81-90-0000-1111 まで', '+81-90-0000-1111'],
    ['EMAIL', 'メールはhanako.yamada@mail.example.jpへ', 'hanako.yamada@mail.example.jp'],
    ['BIRTH', '生年月日:昭和50年4月1日', '昭和50年4月1日'],
    ['BIRTH', '誕生日 Ｓ５０．４．１', 'Ｓ５０．４．１'],
    ['BIRTH', '2001/02/03生まれ', '2001/02/03'],
    ['MYNUMBER', '個人番号 1234-5678-9018', '1234-5678-9018'],
    ['LICENSE', '免許証番号:012345678901', '012345678901'],
    ['PASSPORT', '旅券番号 TZ0000001', 'TZ0000001'],
    ['RESIDENCE', '在留カード AB00000001CD', 'AB00000001CD'],
    ['PENSION', '基礎年金番号は0000-000001', '0000-000001'],
    ['HEALTHINS', '健康保険 記号1234 番号56', '記号1234 番号56'],
    ['JUMINHYO', '住民票コード:00000000001', '00000000001'],
    ['CARD', 'カード番号 4111-1111-1111-1111', '4111-1111-1111-1111'],
    ['ACCOUNT', '振込先は見本銀行東支店 普通 0000001', '見本銀行東支店 普通 0000001'],
  ])('%s %s', (type, text, value) => {
    expect(found(text)).toContainEqual([type, value])
  })
})

test.each([
  '法人番号1180301018771',
  '注文番号123456789018、伝票番号1234-5678-9018',
  'ISBN 978-4-00-000000-2',
  'サーバー192.0.2.10を2025-03-31に更新',
  '株式会社田中製作所は長野県に本社を置く。',
  '宮崎県支店、福島工場、石川駅',
  '納期2025年4月1日、金額1,234,567円',
  '担当:営業部',
  '糖尿病の予防セミナーのお知らせ',
  '主訴は腰痛。在庫 1,203 / 仕入 2024-11-02',
  '東日本営業部長を命ずる。',
  'のぞみ22号と北野天満宮をめぐる',
  '対処方法と専門地域、カルテットの演奏会',
  '発信者と受信者の記録',
  '担当窓口が変わり、担当官より連絡し、担当部署へ回します。',
  '司会進行は総務課、記録媒体を、申請者以外は、責任者会議、担当の方が来ます。',
  '明治・大正・昭和・平成・令和の元号',
  '小林製薬、武田薬品、山崎製パン',
  '主要取引先：国分、加藤産業、三菱食品',
  '入口にフォークリフトと台車',
  '享年八十七、各社様',
  'メゾン桜 203号室',
  '部材 UF33445093EA、棚番 30-795',
  '9:00 受付: 本館、10:00 開会: 大会議室',
])('nobody stands in it: %s', (text) => {
  expect(found(text)).toEqual([])
})

test('words of English are nobody, though they read like Japanese syllables', () => {
  for (const text of [
    'See you.',
    'Thanks. See You',
    'SEE YOU SOON',
    'Take it home.',
    'Take me home',
    'Hope to see you.',
  ])
    expect(found(text)).toEqual([])
  for (const name of ['Tanaka Ken', 'TANAKA KEN', 'tanaka hiroshi'])
    expect(found(`氏名: ${name}`)).toEqual([['PERSON', name]])
})

test('要配慮個人情報 counts where somebody is near, with the finer class of the law', () => {
  const near = detectText('山田花子さんは糖尿病の治療で入院した。')
  expect(near.map(({ type, class: fine }) => [type, fine])).toEqual([
    ['PERSON', undefined],
    ['SC_MEDICAL', 'medical_history'],
  ])
  expect(found('糖尿病の治療で入院する例がある。')).toEqual([])
  expect(detectText('佐藤一郎氏は執行猶予中である。').at(-1)).toMatchObject({ class: 'criminal_record' })
  expect(detectText('健診受診日2025年5月1日 山田花子').some(({ type }) => type === 'SC_MEDICAL')).toBe(false)
  expect(detectText('山田花子さんの健診結果は要精密検査').some(({ class: fine }) => fine === 'checkup_result')).toBe(
    true,
  )
})

test('several names in a row, and the fields behind them, are told apart', () => {
  expect(found('受験者 山田　太郎　鈴木　花子')).toEqual([
    ['PERSON', '山田　太郎'],
    ['PERSON', '鈴木　花子'],
  ])
  expect(found('母 佐藤花子　希望園 第一みほん保育園')).toEqual([['PERSON', '佐藤花子']])
})

test('the label of an illness is not told beside it', () => {
  expect(found('氏名 山田花子 既往歴：脳梗塞').map(([, text]) => text)).toEqual(['山田花子', '脳梗塞'])
  expect(found('山田花子さんには既往歴がある。').map(([, text]) => text)).toEqual(['山田花子', '既往歴'])
})

test('words of special care inside other words are none, though somebody is near', () => {
  for (const text of [
    '発信者の山田 花子様',
    '山田 花子様に対処方針を説明',
    '山田 花子さんの専門地域',
    '入信号を山田 花子様が確認',
  ])
    expect(found(text).map(([type]) => type)).toEqual(['PERSON'])
})

test('a finding explains itself: its score is the sum of its reasons, and it carries no value', () => {
  const [finding] = detectText('個人番号 1234-5678-9018')
  expect(finding!.reasons.map(({ rule }) => rule)).toEqual(['check_digit', 'label'])
  const sum = finding!.reasons.reduce((total, { delta }) => total + delta, 0)
  expect(finding!.score).toBeCloseTo(Math.min(0.99, sum))
  expect(JSON.stringify(finding)).not.toMatch(/1234|9018/)
})

test('words of the organisation find persons, and take others out', () => {
  const text = '鵺野ぬえ丸が来訪。佐藤さんも同席。'
  expect(
    detectText(text, { words: { persons: ['鵺野 ぬえ丸'] } }).map(({ start, end }) => text.slice(start, end)),
  ).toContain('鵺野ぬえ丸')
  expect(
    detectText(text, { words: { never: ['佐藤'] } }).some(({ start, end }) => text.slice(start, end) === '佐藤'),
  ).toBe(false)
})

test('types and the least score are the choice of the caller; so is the tagger of names', () => {
  const text = '山田花子 hanako@example.jp'
  expect(detectText(text, { types: ['EMAIL'] }).map(({ type }) => type)).toEqual(['EMAIL'])
  expect(detectText(text, { minScore: 0.99 })).toEqual([])
  const all = detectText(text, {
    nameTagger: (given) => [{ start: 0, end: given.length, probability: 1 }],
    types: ['PERSON'],
  })
  expect(all.length + detectText('花火大会', { nameTagger: null }).length).toBeLessThanOrEqual(1)
})
