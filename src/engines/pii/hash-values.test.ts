import { expect, test } from 'vitest'
import { detectText, hashValues } from './index.ts'

const key = Buffer.alloc(32, 7)
const hashes = (text: string, with_ = key) => hashValues(text, detectText(text), with_)

test('one value written in two ways has one hash; another key another; and no hash holds the value', () => {
  const [a] = hashes('携帯 090-0000-1111')
  const [b] = hashes('電話番号：０９０００００１１１１')
  expect(a).toEqual(b)
  expect(a).toMatchObject({ type: 'PHONE', hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(hashes('携帯 090-0000-1111', Buffer.alloc(32, 8))[0]).not.toEqual(a)
  expect(hashes('氏名:山田 花子')).toEqual(hashes('氏名:山田花子'))
})
