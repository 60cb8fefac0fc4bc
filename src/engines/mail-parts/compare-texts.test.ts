import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameText } from './compare-texts.ts'

const word = fc.constantFrom('見本', '名簿', 'a', 'b1', '髙橋')
const text = fc.array(word, { minLength: 1, maxLength: 20 })
const textOnly = (words: readonly string[], between: string) => ({ text: words.join(between), html: undefined })

test('blanks and line ends are no difference; a word more, less or another is one', () => {
  fc.assert(
    fc.property(text, fc.nat(), word, (words, at, extra) => {
      const other = [...words]
      expect(isSameText(textOnly(words, ' '), textOnly(other, '\r\n\r\n'))).toBe(true)
      other.splice(at % (words.length + 1), 0, extra)
      expect(isSameText(textOnly(words, ' '), textOnly(other, ' '))).toBe(false)
    }),
  )
})

test('HTML that only one of them sees, or sees otherwise, is a difference', () => {
  const html = '<p>見本 &amp; <b>x</b></p>'
  expect(isSameText({ text: '見本 & x', html }, { text: undefined, html: `${html}\n` })).toBe(true)
  expect(isSameText({ text: '見本 & x', html }, { text: undefined, html: html.replace('x', 'y') })).toBe(false)
  expect(isSameText({ text: 'x', html }, { text: 'x', html: undefined })).toBe(false)
  // Text beside HTML: each puts it into its HTML in a way of its own.
  const first = { text: '前\n見本 & x\n後', html: `<br/>\n${html}<br/>\n` }
  const second = { text: '前\n 見本 & x\n後\n', html: `<div>前</div>\n${html}\n<div>後</div>` }
  expect(isSameText(first, second)).toBe(true)
  expect(isSameText(first, { ...second, html: `${second.html}<div>名簿</div>` })).toBe(false)
  expect(isSameText({ ...first, html: `${first.html}<p>名簿</p>` }, second)).toBe(false)
  expect(isSameText({ ...first, text: `${first.text}${'名簿'.repeat(200)}` }, second)).toBe(false)
})
