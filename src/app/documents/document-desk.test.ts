import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xlsxBytes } from '../../engines/documents/index.ts'
import { zipOf } from '../../engines/documents/documents.fixture.ts'
import { exifOf, jpegOf, pngOf, withExif } from '../../engines/documents/pictures/pictures.fixture.ts'
import { zipBytes } from '../../engines/documents/zip-writer.ts'
import { askClamd } from './clamd.ts'
import { openDocumentDesk } from './document-desk.ts'

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
const RED = { width: 40, height: 20, colour: [200, 30, 30] as const }
const surnames = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺']
const givenNames = ['太郎', '花子', '一郎', '桜', '健太']
const list = (count: number) =>
  joined(
    xlsxBytes('名簿', {
      headers: ['氏名', '住所', '電話番号', '生年月日'],
      rows: Array.from({ length: count }, (_, i) => [
        `${surnames[i % 6]} ${givenNames[i % 5]}`,
        `東京都千代田区試験町${i}-1`,
        `03-0000-${String(i).padStart(4, '0')}`,
        { day: '1975-04-01' as const },
      ]),
    }),
  )

describe('添付を開く', () => {
  const desk = openDocumentDesk({})

  test('a list, and one in a zip: how many persons, which numbers, and every file’s fingerprint', async () => {
    const inner = await list(30)
    const scan = await desk.scan(inner, '名簿.xlsx')
    expect(scan.unread).toEqual([])
    expect(scan.persons.max).toBeGreaterThanOrEqual(25)
    expect(scan.counts).toMatchObject({ PERSON: 30, ADDRESS: 30, PHONE: 30, BIRTH: 30 })
    expect(scan.hashes).toHaveLength(1)
    expect(JSON.stringify(scan)).not.toContain('花子')
    const zip = await joined(zipBytes([{ name: '番号.csv', content: ['氏名,個人番号\n見本太郎,123456789018\n'] }]))
    const zipped = await desk.scan(zip, 'a.zip')
    expect(zipped).toMatchObject({ unread: [], counts: { MYNUMBER: 1 } })
    expect(zipped.hashes).toHaveLength(2)
  })

  test('what cannot be opened is told with its reason', async () => {
    const scan = await desk.scan(Buffer.from('7z\xbc\xaf\x27\x1c\0\x04', 'latin1'), '名簿.7z')
    expect(scan).toMatchObject({ unread: [{ path: ['名簿.7z'], reason: 'unknown_archive' }], unreadCount: 1 })
  })

  test('pictures come drawn anew, some at a time; what their camera wrote is counted', async () => {
    const photo = withExif(jpegOf(RED), exifOf({ model: 'SAMPLE-1', artist: '見本 花子', place: [35.6, 139.7] }))
    const zip = zipOf(Array.from({ length: 10 }, (_, at) => ({ name: `${at}.jpg`, content: photo })))
    expect(await desk.scan(zip, '写真.zip')).toMatchObject({ photos: { count: 10, placeCount: 10 } })
    expect((await desk.scan(jpegOf(RED), 'a.jpg')).photos).toBeUndefined()
    const first = await desk.preview(zip, '写真.zip')
    expect(first).toMatchObject({ pictureCount: 10, nextPicture: 8 })
    expect(first.pictures).toHaveLength(8)
    expect(JSON.stringify(first.pictures)).not.toContain(photo.toString('base64').slice(100, 300))
    const rest = await desk.preview(zip, '写真.zip', [], first.nextPicture)
    expect(rest.pictures.map(({ at }) => at)).toEqual([8, 9])
    expect(rest).toMatchObject({ parts: [], pictureCount: 10 })
    expect(rest.nextPicture).toBeUndefined()
  })

  test('a picture that its reader dies over costs that picture: text, and the pictures behind it, are shown', async () => {
    const poor = openDocumentDesk({ viewBytes: 260 * 1024 * 1024 })
    const large = pngOf({ width: 4900, height: 4900, colour: [9, 9, 9] })
    const zip = zipOf([
      { name: '大.png', content: large, stored: true },
      { name: 'a.txt', content: Buffer.from('試験の文です') },
      { name: '小.png', content: pngOf(RED) },
    ])
    const first = await poor.preview(zip, 'a.zip')
    expect(first.pictures).toMatchObject([{ at: 0, refused: 'out_of_memory' }])
    expect(first.parts.map(({ text }) => text)).toContain('試験の文です')
    const rest = await poor.preview(zip, 'a.zip', [], first.nextPicture)
    expect(rest.pictures).toMatchObject([{ at: 1, path: ['a.zip', '小.png'], width: 40 }])
  })

  test('a preview is text and cells, cut at its limits, and says what nobody could read', async () => {
    const { parts, isCut, unread } = await desk.preview(await list(300), '名簿.xlsx')
    expect(unread).toEqual([])
    expect(isCut).toBe(true)
    const table = parts.find(({ rows }) => rows)
    expect(table?.path).toEqual(['名簿.xlsx', '名簿'])
    expect(table?.rows).toHaveLength(100)
    const page = '<html><body>こんにちは<script>alert(1)</script></body></html>'
    const html = await desk.preview(Buffer.from(page), 'a.html')
    expect(html.parts.find(({ note, text }) => !note && text?.includes('こんにちは'))?.text).not.toContain('alert')
  })
})

describe('clamd', () => {
  const program = ['/usr/sbin/clamd', '/usr/bin/clamd'].find(existsSync)
  let folder: string
  let daemon: ChildProcess | undefined
  const eicar = Buffer.from(['X5O!P%@AP[4', 'PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('\\'))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sekisho-clamd-'))
    if (!program) return
    await writeFile(join(folder, 'test.ndb'), `Test.Eicar:0:*:${eicar.subarray(20, 60).toString('hex')}\n`)
    await writeFile(
      join(folder, 'clamd.conf'),
      [`LocalSocket ${folder}/socket`, `DatabaseDirectory ${folder}`, 'Foreground yes', 'MaxThreads 2', ''].join('\n'),
    )
    daemon = spawn(program, ['--config-file', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 300 && !existsSync(join(folder, 'socket')); tries++) await pause(100)
  })
  afterAll(async () => {
    daemon?.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  test.skipIf(!program)('a real clamd finds what it knows, and says nothing of the rest (needs clamd)', async () => {
    const path = join(folder, 'socket')
    expect(await askClamd({ path }, eicar)).toEqual({ kind: 'virus', name: 'Test.Eicar.UNOFFICIAL' })
    expect(await askClamd({ path }, Buffer.alloc(3_000_000, 'a'))).toEqual({ kind: 'clean' })
    const scan = await openDocumentDesk({ clamd: { path } }).scan(eicar, 'a.txt')
    expect(scan.virus).toBe('Test.Eicar.UNOFFICIAL')
  })

  test('a scanner that is not there, hangs up or talks nonsense knows nothing', async () => {
    expect(await askClamd({ path: join(folder, 'nobody') }, eicar)).toEqual({ kind: 'unknown' })
    const server = createServer((socket) => socket.end('stream: what?\0')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    expect(await askClamd({ host: '127.0.0.1', port }, eicar)).toEqual({ kind: 'unknown' })
    const scan = await openDocumentDesk({ clamd: { host: '127.0.0.1', port } }).scan(Buffer.from('a,b\n1,2\n'), 'a.csv')
    expect(scan.isVirusUnknown).toBe(true)
    server.close()
  })
})
