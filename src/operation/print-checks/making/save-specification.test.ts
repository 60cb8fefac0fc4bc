import { expect, test } from 'vitest'
import { readSpecification } from '../../../engines/print-match/index.ts'
import { specificationText } from './save-specification.ts'

const field = {
  name: '氏名',
  columns: ['氏名'],
  of: 'record' as const,
  area: [8, 28, 84, 8] as [number, number, number, number],
  as: 'text' as const,
  before: '',
  after: '様',
  identifies: false,
  variants: 'exact' as const,
}

test.each([true, false])('印刷物の文字を読み取るかどうかは、作った仕様に残る (%s)', (readsText) => {
  const text = specificationText({
    title: '通知書',
    data: { key: ['番号'], children: { in: 'none' } },
    duplex: false,
    readsText,
    pages: [{ name: '表面', marks: [], blank: false, fields: [field] }],
  })
  expect(readSpecification(text).readsText).toBe(readsText)
})
