// Many small runs through real PDFs of several writers; the long rounds behind SEKISHO_DEEP.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FAULTS, faulty } from '../../../test/harness/print-faults.ts'
import { hasLibreOffice, libreOfficePdfs } from '../../../test/harness/print-office.ts'
import {
  fontsHere,
  ghostscriptPdf,
  hasGhostscript,
  openChromiumWriter,
  type PageForm,
  pdfkitPdf,
} from '../../../test/harness/print-pdfs.ts'
import { verifyHere } from '../../../test/harness/print-reading.ts'
import { type DrawnRun, rightRun, seeded } from '../../../test/harness/print-runs.ts'
import { CannotVerify } from './cannot-verify.ts'

const isDeep = process.env['SEKISHO_DEEP'] === '1'
/** Another one makes other runs. */
const FIRST_SEED = Number(process.env['SEKISHO_SEED'] ?? 30_001)
const FIRST_FAULT = FIRST_SEED + 10_000
const PATIENCE = { timeout: 7_200_000 }
/** What a PDF shows of a lost glyph depends on its writer: real-pdfs.test.ts. */
const SHOWN = Object.keys(FAULTS).filter((name) => name !== 'a glyph lost')
const RECORDS = 12
/** One start of LibreOffice for so many runs. */
const TOGETHER = 40
const [hasOffice, hasGs] = [await hasLibreOffice(), await hasGhostscript()]

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
    font: fontFor(seed),
  }
}
const fontFor = (seed: number) => seeded(seed * 37).pick(fontsHere())

/** What these writers clip they leave out of the PDF: there it is a missing or a differing field. LibreOffice clips nothing. */
const isShownBy = (writer: string, fault: string) => writer.startsWith('pdfkit') || fault !== 'a value clipped'

type Write = (run: DrawnRun, seed: number) => Promise<Uint8Array>
interface Writer {
  /** One by one, or many together. */
  readonly write?: Write
  readonly writeAll?: (runs: readonly DrawnRun[]) => Promise<Uint8Array[]>
  /** What is not asked of a new machine. */
  readonly lacks?: string | undefined
  /** Right runs, and faults of each kind: in `npm test`, and in the long rounds. */
  readonly rightRuns: readonly [number, number]
  readonly eachFault: readonly [number, number]
  /** Its font maps lack characters in many files: these cannot be verified, and are not said to differ. */
  readonly losesCharacters?: boolean
}
const byPdfkit: Write = (run, seed) => pdfkitPdf(run, undefined, {}, formOf(seed))
const byChromium: Write = (run, seed) => chromium.pdf(run, fontFor(seed))
const distilled =
  (write: Write): Write =>
  async (run, seed) =>
    ghostscriptPdf(await write(run, seed), folder)
const byOffice = (runs: readonly DrawnRun[]) => libreOfficePdfs(runs, folder)
const office = hasOffice ? undefined : 'LibreOffice'
const gs = hasGs ? undefined : 'Ghostscript'

const WRITERS: Readonly<Record<string, Writer>> = {
  pdfkit: { write: byPdfkit, rightRuns: [8, 400], eachFault: [1, 24] },
  Chromium: { write: byChromium, rightRuns: [3, 300], eachFault: [1, 12] },
  LibreOffice: { writeAll: byOffice, lacks: office, rightRuns: [3, 200], eachFault: [0, 10] },
  'pdfkit → Ghostscript': {
    write: distilled(byPdfkit),
    lacks: gs,
    rightRuns: [1, 150],
    eachFault: [0, 0],
    losesCharacters: true,
  },
  'LibreOffice → Ghostscript': {
    writeAll: async (runs) => {
      const made: Uint8Array[] = []
      for (const pdf of await byOffice(runs)) made.push(await ghostscriptPdf(pdf, folder))
      return made
    },
    lacks: office ?? gs,
    rightRuns: [0, 40],
    eachFault: [0, 0],
    losesCharacters: true,
  },
  'Chromium → Ghostscript': {
    write: distilled(byChromium),
    lacks: gs,
    rightRuns: [2, 40],
    eachFault: [0, 0],
    losesCharacters: true,
  },
}
/** Right runs that were reported once: always read again. */
const REPORTED: Readonly<Record<string, readonly number[]>> = { Chromium: [97_052] }
const amount = ([usual, deep]: readonly [number, number]) => (isDeep ? deep : usual)

async function* written({ write, writeAll }: Writer, cases: readonly { run: DrawnRun; seed: number }[]) {
  if (write) for (const { run, seed } of cases) yield await write(run, seed)
  else
    for (let from = 0; from < cases.length; from += TOGETHER)
      yield* await writeAll!(cases.slice(from, from + TOGETHER).map(({ run }) => run))
}

const tell = (what: string) => void (isDeep && process.stdout.write(`${what}\n`))
const told = (name: string, { lacks }: Writer) =>
  lacks ? `${name} (この計算機に ${lacks} がないので試せません)` : name

describe.each(Object.entries(WRITERS).map(([name, writer]) => [told(name, writer), name, writer] as const))(
  '%s',
  (_, name, writer) => {
    const mayTry = writer.lacks === undefined

    test.runIf(mayTry && amount(writer.rightRuns) > 0)('正しい印刷では何も報告しない', PATIENCE, async () => {
      const wrong: object[] = []
      let unverified = 0
      const seeds = Array.from({ length: amount(writer.rightRuns) }, (_case, at) => FIRST_SEED + at)
      const cases = [...seeds, ...(REPORTED[name] ?? [])].map((seed) => ({ seed, run: rightRun(seed, RECORDS) }))
      let at = 0
      for await (const pdf of written(writer, cases)) {
        const { run, seed } = cases[at++]!
        const { outcome, mismatches } = await verifyHere(run, pdf).catch((cause: unknown) => {
          if (writer.losesCharacters && cause instanceof CannotVerify) return { outcome: 'unverified', mismatches: [] }
          throw cause
        })
        const isLost = writer.losesCharacters && mismatches.every(({ kind }) => kind === 'unverified')
        if (isLost && outcome !== 'right') unverified++
        else if (outcome !== 'right') wrong.push({ seed, outcome, mismatches: mismatches.slice(0, 2) })
      }
      tell(`${name}: ${cases.length} right runs, ${unverified} of them could not be verified`)
      expect(wrong).toEqual([])
      expect(at).toBe(cases.length)
    })

    test.runIf(mayTry && amount(writer.eachFault) > 0)('傷はどれも見つけて名指す', PATIENCE, async () => {
      const missed: string[] = []
      const faults = SHOWN.filter((fault) => isShownBy(name, fault))
      const cases = faults.flatMap((fault) => {
        const found: {
          run: DrawnRun
          seed: number
          fault: string
          missed: NonNullable<ReturnType<typeof faulty>>['missed']
        }[] = []
        for (let seed = FIRST_FAULT; found.length < amount(writer.eachFault) && seed < FIRST_FAULT + 2000; seed++) {
          const spoilt = faulty(rightRun(seed, RECORDS), fault, seeded(seed * 7919))
          if (spoilt) found.push({ ...spoilt, seed, fault })
        }
        return found
      })
      let at = 0
      for await (const pdf of written(writer, cases)) {
        const spoilt = cases[at++]!
        const why = spoilt.missed(await verifyHere(spoilt.run, pdf))
        if (why === undefined) continue
        missed.push(`${spoilt.fault}, seed ${spoilt.seed}: ${why}`)
        tell(`${name}: ${missed.at(-1)}`)
      }
      tell(`${name}: ${cases.length} faults, ${missed.length} missed`)
      expect(missed).toEqual([])
      expect(at).toBeGreaterThan(faults.length * amount(writer.eachFault) * 0.9)
    })
  },
)
