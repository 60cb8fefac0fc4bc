import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PageContent, pageContent } from './page-content.ts'
import { packed, unpacked } from './packed-pages.ts'

const pages = fc.array(
  fc
    .record({ text: fc.string(), widthMm: fc.nat(500), isMarked: fc.boolean(), hasPicture: fc.boolean() })
    .map(({ text, widthMm, isMarked, hasPicture }): PageContent =>
      pageContent({
        text,
        widthMm,
        boxes: Float32Array.from({ length: text.length * 4 }, (_, at) => at + widthMm),
        ...(isMarked && { marks: new Uint8Array(text.length).fill(3) }),
        ...(hasPicture && { pictures: [{ kind: 'image', box: [1, 2, 3, 4] }] }),
      }),
    ),
)

test('まとめて渡しても、ページは元のまま', () =>
  fc.assert(
    fc.property(pages, (contents) => {
      expect(unpacked(packed(contents))).toEqual(contents)
    }),
  ))
