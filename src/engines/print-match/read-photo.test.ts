import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import bwipjs from 'bwip-js/node'
import { expect, test } from 'vitest'
import { pngOf } from './reading/png.ts'
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
  // It says that it is a picture of 60,000 by 60,000 dots.
  const bomb = Buffer.from(pngOf({ width: 1, height: 1, grey: Uint8Array.of(0) }))
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29)
  expect(await readPhoto(bomb, 'always')).toEqual({ codes: [], lines: [] })
})
