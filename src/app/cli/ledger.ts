import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { exportLedger, verifyExport, verifyProofFile, writeProof } from '../../kernel/ledger/index.ts'
import {
  answering,
  CannotDo,
  inChosenLedger,
  intoNewFile,
  LEDGER_USAGE,
  type LedgerCommandOptions,
} from './ledger-command.ts'
import { ledgerCommandWords, proofText, reportText, say } from './ledger-words.ts'

/** `sekisho ledger export …` @returns exit status: 0 written, 2 could not do it */
export async function ledgerExport(args: readonly string[], options: LedgerCommandOptions = {}): Promise<number> {
  return answering(options, async ({ out, language, progress }) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        organisation: { type: 'string' },
        instance: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const { to, json } = values
    if (to === undefined) throw new CannotDo(LEDGER_USAGE)
    const { databaseUrl } = options
    return inChosenLedger({ databaseUrl, language }, values, async (tx, ledger) => {
      const exportTo = (output: NodeJS.WritableStream) =>
        exportLedger(tx, output as Writable, { onProgress: ({ eventCount, size }) => progress(json, eventCount, size) })
      if (to === '-') {
        await exportTo(out)
        return 0
      }
      const end = await intoNewFile(to, language, exportTo)
      const facts = { ledger, file: to, size: end.size, root: end.root.toString('hex') }
      out.write(json ? `${JSON.stringify(facts)}\n` : say(ledgerCommandWords.exported, language, facts))
      return 0
    })
  })
}

/**
 * `sekisho ledger verify …`
 * @returns exit status: 0 nothing found, 1 findings, 2 could not do it, 3 a proof that was held against no anchor
 */
export async function ledgerVerify(args: readonly string[], options: LedgerCommandOptions = {}): Promise<number> {
  return answering(options, async ({ out, language, progress }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { anchors: { type: 'string', multiple: true }, proof: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [file] = positionals
    const isOne = (file === undefined) !== (values.proof === undefined) && positionals.length <= 1
    if (!isOne) throw new CannotDo(LEDGER_USAGE)
    const anchors: string[] = []
    for (const name of values.anchors ?? []) anchors.push(...(await readFile(name, 'utf8')).split('\n'))
    if (values.proof !== undefined) {
      const report = verifyProofFile(await readFile(values.proof, 'utf8'), anchors)
      out.write(values.json ? `${JSON.stringify(report)}\n` : proofText(report, language))
      if (report.findingCount > 0) return 1
      return report.anchoredAt === undefined ? 3 : 0
    }
    const stream = file === '-' ? (options.input ?? process.stdin) : createReadStream(file!, { highWaterMark: 1 << 20 })
    const report = await verifyExport(stream as AsyncIterable<Uint8Array>, anchors, {
      onProgress: ({ eventCount }) => progress(values.json, eventCount),
    })
    out.write(values.json ? `${JSON.stringify(report)}\n` : reportText(report, language))
    return report.findingCount === 0 ? 0 : 1
  })
}

/** `sekisho ledger proof …` @returns exit status: 0 written, 2 could not do it */
export async function ledgerProof(args: readonly string[], options: LedgerCommandOptions = {}): Promise<number> {
  return answering(options, async ({ out, language }) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        event: { type: 'string' },
        to: { type: 'string' },
        size: { type: 'string' },
        organisation: { type: 'string' },
        instance: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const { event, to, json } = values
    const size = values.size === undefined ? undefined : Number(values.size)
    const isSize = size === undefined || (Number.isSafeInteger(size) && size > 0)
    if (to === undefined || event === undefined || !isSize) throw new CannotDo(LEDGER_USAGE)
    if (!z.uuid().safeParse(event).success) throw new CannotDo(say(ledgerCommandWords.noEvent, language))
    const { databaseUrl } = options
    return inChosenLedger({ databaseUrl, language }, values, async (tx, ledger) => {
      const written = await writeProof(tx, event, size)
      if (!written) throw new CannotDo(say(ledgerCommandWords.notLinked, language))
      const { proof, text, isAnchored } = written
      if (to === '-') {
        out.write(text)
        return 0
      }
      await intoNewFile(to, language, async (output) => void output.write(text))
      const root = proof.root.toString('hex')
      const facts = { ledger, file: to, index: proof.index, size: proof.size, root, isAnchored }
      const told = say(ledgerCommandWords.proven, language, facts)
      const more = isAnchored ? '' : say(ledgerCommandWords.provenUnanchored, language)
      out.write(json ? `${JSON.stringify(facts)}\n` : told + more)
      return 0
    })
  })
}
