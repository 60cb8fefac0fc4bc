import { describe, expect, test } from 'vitest'
import { textCell } from '../cell-parsers.ts'
import type { ImportColumn } from '../define-import.ts'
import { guessHeader } from './guess-header.ts'

const column = (key: string, headers: [string, ...string[]], required = false): ImportColumn => ({
  key,
  headers,
  required,
  parse: textCell(),
})
const columns = [
  column('number', ['社員番号', '職員番号', 'No.', 'staff number']),
  column('name', ['氏名', '名前', 'name'], true),
  column('kana', ['フリガナ', '氏名カナ']),
  column('address', ['メールアドレス', 'メール', 'e-mail']),
]
const sheet = (...rows: string[][]) => rows.map((cells, at) => ({ line: at + 1, cells }))
const found = (...rows: string[][]) => {
  const header = guessHeader(sheet(...rows), columns)
  return (
    header && {
      line: header.line,
      ...Object.fromEntries([...header.columns].map(([key, { index, how }]) => [key, `${index} ${how}`])),
    }
  )
}

describe('見出しを探す', () => {
  test('見出しは1行目とは限らない', () => {
    expect(
      found(['従事者一覧 2026年度'], ['作成: 総務部'], ['社員番号', '氏名', 'フリガナ'], ['001', '山田', 'ヤマダ']),
    ).toEqual({ line: 3, number: '0 exact', name: '1 exact', kana: '2 exact' })
  })

  test('全角半角、空白、かな、注記の違いは同じ見出し', () => {
    expect(found(['Ｎｏ', '氏\u3000名（必須）', 'ふりがな', '※E-Mail'])).toEqual({
      line: 1,
      number: '0 exact',
      name: '1 exact',
      kana: '2 exact',
      address: '3 exact',
    })
    expect(found(['NO.', 'ﾌﾘｶﾞﾅ', 'Name'])).toMatchObject({ name: '2 exact', kana: '1 exact' })
  })

  test('氏名カナは氏名ではない。従業員氏名は似ている', () => {
    expect(found(['氏名カナ', '従業員氏名'])).toEqual({ line: 1, name: '1 similar', kana: '0 exact' })
    expect(found(['username', '部署'])).toBeUndefined()
  })

  test('必要な列も半分の列もなければ、見出しではない', () => {
    expect(found(['社員番号', '住所'], ['1', '氏'])).toBeUndefined()
    expect(found(['社員番号', 'メール'])).toEqual({ line: 1, number: '0 exact', address: '1 exact' })
  })

  test('a value that looks like a header does not beat the header above it', () => {
    expect(found(['社員番号', '氏名'], ['社員番号', '氏名'])).toMatchObject({ line: 1 })
  })
})
