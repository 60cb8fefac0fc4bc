import { randomBytes } from 'node:crypto'
import bwipjs from 'bwip-js/node'
import { expect, test } from 'vitest'
import { readPhoto } from './index.ts'

test('開封した品の写真から、コードを読む', { timeout: 120_000 }, async () => {
  const photo = await bwipjs.toBuffer({
    bcid: 'qrcode',
    text: '0000352',
    scale: 6,
    padding: 10,
    backgroundcolor: 'ffffff',
  })
  expect((await readPhoto(photo, 'never')).codes).toEqual(['0000352'])
})

test('写真でないもの、コードのない写真からは、何も読めない', { timeout: 120_000 }, async () => {
  expect(await readPhoto(randomBytes(5000), 'always')).toEqual({ codes: [], lines: [] })
  expect(await readPhoto(new Uint8Array(), 'always')).toEqual({ codes: [], lines: [] })
})
