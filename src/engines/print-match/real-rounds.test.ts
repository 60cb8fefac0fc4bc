// Many small runs through real PDFs of several writers; the long rounds behind SEKISHO_DEEP.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULTS, faulty } from '../../../test/harness/print-faults.ts'
import {
  fontOf,
  ghostscriptPdf,
  openChromiumWriter,
  type PageForm,
  pdfkitPdf,
} from '../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../test/harness/print-reading.ts'
import { type DrawnRun, rightRun, seeded } from '../../../test/harness/print-runs.ts'
import { CannotVerify } from './cannot-verify.ts'

const isDeep = process.env.SEKISHO_DEEP === '1'
const PATIENCE = { timeout: 7_200_000 }
/** What a PDF shows of a lost glyph depends on its writer: real-pdfs.test.ts. */
const SHOWN = Object.keys(FAULTS).filter((name) => name !== 'a glyph lost')
const RECORDS = 12

let folder: string
let chromium: Awaited<ReturnType<typeof openChromiumWriter>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-rounds-'))
  chromium = await openChromiumWriter(folder)
}, 120_000)
afterAll(async () => {
  await chromium.close()
  await rm(folder, { recursive: true, force: true })
})

/** Turned pages, pages within larger sheets, thin and thick fonts. */
function formOf(seed: number): PageForm {
  const random = seeded(seed * 31)
  return {
    rotation: random.pick([0, 0, 90, 180, 270] as const),
    bleedMm: random.pick([0, 0, 3, 10.5]),
    font: fontOf(random.pick(['100Thin', '400Regular', '400Regular', '700Bold', '900Black'] as const)),
  }
}

/** What Chromium clips it leaves out of the PDF: there it is a missing or a differing field. */
const isShownBy = (writer: string, fault: string) => writer === 'pdfkit' || fault !== 'a value clipped'

interface Writer {
  readonly write: (run: DrawnRun, seed: number) => Promise<Uint8Array>
  /** Right runs, and faults of each kind: in `npm test`, and in the long rounds. */
  readonly rightRuns: readonly [number, number]
  readonly eachFault: readonly [number, number]
  /** Its font maps lack characters in many files: these cannot be verified, and are not said to differ. */
  readonly losesCharacters?: boolean
}
const WRITERS: Readonly<Record<string, Writer>> = {
  pdfkit: {
    write: (run, seed) => pdfkitPdf(run, undefined, {}, formOf(seed)),
    rightRuns: [24, 880],
    eachFault: [6, 80],
  },
  Chromium: { write: (run) => chromium.pdf(run), rightRuns: [6, 100], eachFault: [3, 22] },
  Ghostscript: {
    write: async (run) => ghostscriptPdf(await chromium.pdf(run), folder),
    rightRuns: [3, 20],
    eachFault: [0, 0],
    losesCharacters: true,
  },
}
const amount = ([usual, deep]: readonly [number, number]) => (isDeep ? deep : usual)

describe.each(Object.keys(WRITERS))('%s', (name) => {
  const { write, rightRuns, eachFault, losesCharacters } = WRITERS[name]!

  test('正しい印刷では何も報告しない', PATIENCE, async () => {
    const wrong: object[] = []
    for (let seed = 1; seed <= amount(rightRuns); seed++) {
      const run = rightRun(seed + 5000, RECORDS)
      const { outcome, mismatches } = await verifyHere(run, await write(run, seed)).catch((cause: unknown) => {
        if (losesCharacters && cause instanceof CannotVerify) return { outcome: 'unverified', mismatches: [] }
        throw cause
      })
      if (outcome !== 'right' && !(losesCharacters && outcome === 'unverified'))
        wrong.push({ seed, outcome, mismatches: mismatches.slice(0, 2) })
    }
    expect(wrong).toEqual([])
  })

  test.runIf(amount(eachFault) > 0)('傷はどれも見つけて名指す', PATIENCE, async () => {
    const missed: string[] = []
    let count = 0
    const faults = SHOWN.filter((fault) => isShownBy(name, fault))
    for (const fault of faults)
      for (let seed = 1, done = 0; done < amount(eachFault) && seed < 40 * amount(eachFault); seed++) {
        const spoilt = faulty(rightRun(seed, RECORDS), fault, seeded(seed * 7919))
        if (!spoilt) continue
        done++
        count++
        const why = spoilt.missed(await verifyHere(spoilt.run, await write(spoilt.run, seed)))
        if (why !== undefined) missed.push(`${fault}, seed ${seed}: ${why}`)
      }
    expect(missed).toEqual([])
    expect(count).toBeGreaterThan(faults.length * amount(eachFault) * 0.9)
  })
})
