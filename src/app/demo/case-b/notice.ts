/** 支払通知書 of the deck's case B: the specification of its front and back, as the printer hands it in. */
export const NOTICE_SPECIFICATION = `version: 1
title: こども加算給付 支払通知書
data:
  key: [世帯番号]
  children: { in: rows, columns: [児童氏名, 生年月日] }
pages:
  - name: 表面
    marks: [{ text: 支払通知書 第1版 }]
    fields:
      - { name: 世帯番号, columns: [世帯番号], area: [150, 12, 50, 8], identifies: true }
      - { name: 郵便番号, columns: [郵便番号], area: [18, 22, 60, 8], as: digits, before: 〒 }
      - { name: 住所, columns: [住所], area: [18, 32, 186, 8] }
      - { name: 宛名, columns: [世帯主氏名], area: [18, 42, 186, 8], after: 様 }
      - { name: 支給額, columns: [支給額], area: [18, 72, 80, 8], as: number }
  - name: 裏面
    marks: [{ text: 支給対象児童 第1版 }]
    fields:
      - { name: 児童氏名, columns: [児童氏名], of: child, area: [18, 30, 120, 8], rows: { count: 9, pitch: 10 } }
      - { name: 生年月日, columns: [生年月日], of: child, as: date, area: [142, 30, 62, 8], rows: { count: 9, pitch: 10 } }
`

export const NOTICE_COLUMNS = ['世帯番号', '郵便番号', '住所', '世帯主氏名', '支給額'] as const
export const CHILD_COLUMNS = ['児童氏名', '生年月日'] as const

export interface Household {
  readonly values: readonly string[]
  readonly children: readonly (readonly string[])[]
}

/** One row a child; the household's columns are repeated. A household without children has a row of its own. */
export const rowsOf = ({ values, children }: Household): (readonly string[])[] =>
  children.length === 0 ? [[...values, '', '']] : children.map((child) => [...values, ...child])
