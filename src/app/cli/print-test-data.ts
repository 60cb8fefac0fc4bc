import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { csvBytes } from '../../engines/documents/index.ts'
import { generateTestData, readSpecification, sheetsOfTestData } from '../../engines/print-match/index.ts'
import { say } from './ledger-words.ts'
import { CannotDo, type PrintSurroundings, tell } from './print-surroundings.ts'
import { PRINT_USAGE, printCommandWords } from './print-words.ts'

/** `sekisho print testdata …`: writes hard test data for a specification, and what each record is there for. */
export async function printTestData(args: readonly string[], { out, language }: PrintSurroundings): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { spec: { type: 'string' }, to: { type: 'string', default: '.' }, plain: { type: 'string' } },
  })
  if (values.spec === undefined) throw new CannotDo(PRINT_USAGE)
  const specification = readSpecification(await readFile(values.spec, 'utf8'))
  const plain = values.plain === undefined ? undefined : Number(values.plain)
  if (plain !== undefined && (!Number.isInteger(plain) || plain < 0 || plain > 1_000_000))
    throw new CannotDo(PRINT_USAGE)
  const data = generateTestData(specification, plain === undefined ? {} : { plain })
  const { records, children, cases } = sheetsOfTestData(specification, data)
  await mkdir(values.to, { recursive: true })
  const written: string[] = []
  const write = async (name: string, sheet: typeof records) => {
    const parts: Uint8Array[] = []
    for await (const part of csvBytes(sheet)) parts.push(part)
    const path = join(values.to, name)
    await writeFile(path, Buffer.concat(parts), { flag: 'wx' })
    written.push(path)
  }
  await write('testdata.csv', records)
  if (children) await write('testdata-children.csv', children)
  await write('testdata-cases.csv', cases)
  await tell(
    out,
    say(printCommandWords.testDataWritten, language, { count: data.records.length, files: written.join(', ') }),
  )
  return 0
}
