/**
 * 写真の文字の読み取り: of photographs of the notices of case B, how many sides are said to be right, how many cannot be
 * read, and what is said of the same photographs for another household and for the other side: `right` there is wrong.
 * Pages are drawn, photographed by a made-up telephone, and read; no real paper is used.
 */
import { drawNotices } from '../../src/app/demo/case-b/draw-notices.ts'
import { households } from '../../src/app/demo/case-b/households.ts'
import { CHILD_COLUMNS, NOTICE_COLUMNS, NOTICE_SPECIFICATION } from '../../src/app/demo/case-b/notice.ts'
import { linesOnPhoto } from '../../src/engines/print-match/reading/photo-text.ts'
import { judgePhoto, readSpecification } from '../../src/engines/print-match/index.ts'
import { type Camera, GOOD_CAMERA, photographedPages } from '../harness/print-photos.ts'
import { asPdf } from '../harness/print-pdfs.ts'

const HOUSEHOLDS = Number(process.argv[2] ?? 10)
const SEED = Number(process.argv[3] ?? 41)
const CAMERAS: Readonly<Record<string, Camera>> = {
  good: GOOD_CAMERA,
  'lying on its side': { ...GOOD_CAMERA, quarter: 1 },
  'askew, in the shade': { ...GOOD_CAMERA, turn: 4, tilt: 0.08, shade: 0.6, noise: 16, quality: 75 },
  'blurred, small': { ...GOOD_CAMERA, longEdge: 2400, blur: 2, quality: 70 },
}

const all = households()
const specification = { ...readSpecification(NOTICE_SPECIFICATION), readsText: true }
const records = all.map(({ values, children }, at) => ({ key: values[0]!, line: at + 2, values, children }))
const table = { columns: NOTICE_COLUMNS, childColumns: CHILD_COLUMNS, records: () => records }
/** Spread over the run. */
const drawn = Array.from({ length: HOUSEHOLDS }, (_, at) => (at * 97 + SEED) % all.length)
const pdf = asPdf(await drawNotices(drawn.map((item) => all[item]!)))

for (const [name, camera] of Object.entries(CAMERAS)) {
  const photos = await photographedPages(pdf, SEED, camera)
  const own = { right: 0, illegible: 0, other_record: 0 }
  const foreign = { right: 0, illegible: 0, other_record: 0 }
  const flipped = { right: 0, illegible: 0, other_record: 0 }
  let cpu = 0
  for (const [photoAt, photo] of photos.entries()) {
    const [item, at] = [drawn[photoAt >> 1]!, photoAt % 2]
    const begin = process.cpuUsage()
    const lines = await linesOnPhoto(Buffer.from(photo))
    const { user, system } = process.cpuUsage(begin)
    cpu += (user + system) / 1e6
    const verdict = await judgePhoto(specification, table, { item, at }, lines)
    own[verdict]++
    if (verdict !== 'right' && process.argv.includes('--explain'))
      console.log(
        item,
        at,
        verdict,
        JSON.stringify(all[item]),
        lines.map((line) => line.map((piece) => `${piece.text}/${piece.again?.text}`)),
      )
    for (const other of [item + 1, item + 13, ...drawn.filter((each) => each !== item)])
      foreign[await judgePhoto(specification, table, { item: other % all.length, at }, lines)]++
    flipped[await judgePhoto(specification, table, { item, at: 1 - at }, lines)]++
  }
  const told = ({ right, illegible, other_record }: typeof own) =>
    `right ${right}, another's ${other_record}, not read ${illegible}`
  console.log(`${name} | its own side | ${told(own)}`)
  console.log(`${name} | taken for another household's | ${told(foreign)}`)
  console.log(`${name} | taken for the other side | ${told(flipped)}`)
  console.log(`${name} | ${(cpu / photos.length).toFixed(2)} s of processor a photograph`)
}
