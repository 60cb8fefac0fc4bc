import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allRights } from '../../src/app/composition/rights.ts'
import type { Word } from '../../src/base/words.ts'
import type { EventKind } from '../../src/kernel/ledger/index.ts'
import { definedNotices } from '../../src/kernel/notices/index.ts'
import { definedObligations } from '../../src/kernel/obligations/index.ts'
import { outboundMailGate, systemMailGate } from '../../src/operation/outbound-mail/index.ts'
import {
  clientSignOffGate,
  deliveryGate,
  printCheckWords,
  printGateWords,
  productionGate,
  proofGate,
  settingsGate,
} from '../../src/operation/print-checks/index.ts'
import { rosterConfirmationGate } from '../../src/planning/vendors/index.ts'
import { vendorCheckWords, vendorGateWords } from '../../src/planning/vendors/words.ts'
import { mailCheckWords, mailGateWords } from '../../src/operation/outbound-mail/words.ts'
import { refusalWords } from '../../src/webkit/words/refusals.ts'
import { HTTP_STATUS } from '../../src/base/refusal.ts'

const root = join(import.meta.dirname, '../..')
const JAPANESE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

/** The files of a name outside the screens, by their module's folder. */
function modulesWith(name: string): Map<string, string> {
  const paths = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const found = paths.filter((path) => path.endsWith(`/${name}`) && !/^(base|webkit|app)\/|\/web\//.test(path))
  return new Map(found.map((path) => [path.slice(0, -name.length - 1), join(root, 'src', path)]))
}
const load = async (path: string) => Object.values((await import(path)) as Record<string, unknown>)

const isWord = (value: unknown): value is Word =>
  typeof value === 'object' && value !== null && 'ja' in value && 'en' in value && typeof value.ja === 'string'

/** Every word below a value, with the path to it. */
function wordsBelow(value: unknown, path: string): { path: string; word: Word }[] {
  if (isWord(value)) return [{ path, word: value }]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, one]) => wordsBelow(one, `${path}/${key}`))
}

function expectBothLanguages(path: string, { ja, en }: Word) {
  expect(ja.trim(), path).toMatch(JAPANESE)
  expect(en.trim(), path).toMatch(/[a-z]/i)
  // Names and examples of input stay as they are; nothing else of a Japanese text may be left in the English one.
  expect(en.replaceAll(/「[^」]*」|関所|令和[\d年月日]+/g, ''), path).not.toMatch(JAPANESE)
  const facts = (text: string) => new Set(text.match(/\{\w+\}/g) ?? [])
  expect(facts(en), `${path}: both languages name the same facts`).toEqual(facts(ja))
}

test('every word of every module stands in both languages, and both name the same facts', async () => {
  let count = 0
  for (const [room, path] of modulesWith('words.ts')) {
    const words = (await load(path)).flatMap((exported) => wordsBelow(exported, room))
    expect(words.length, room).toBeGreaterThan(0)
    for (const { path: where, word } of words) expectBothLanguages(where, word)
    count += words.length
  }
  expect(count).toBeGreaterThan(150)
})

test('every refusal has its words and its status', () => {
  expect(Object.keys(refusalWords).sort()).toEqual(Object.keys(HTTP_STATUS).sort())
  for (const [code, word] of Object.entries(refusalWords)) expectBothLanguages(code, word)
})

test('every event has its words', async () => {
  const wordFiles = modulesWith('words.ts')
  let count = 0
  for (const [room, path] of modulesWith('events.ts')) {
    const kinds = (await load(path)).flatMap((exported) =>
      typeof exported === 'object' && exported !== null ? (Object.values(exported) as Partial<EventKind>[]) : [],
    )
    const types = kinds.map((kind) => kind?.type).filter((type) => type !== undefined)
    expect(types.length, room).toBeGreaterThan(0)
    const file = wordFiles.get(room)
    const words = file ? wordsBelow(Object.assign({}, ...(await load(file))), '') : []
    const known = new Set(words.map((one) => one.path.split('/').at(-1)))
    for (const type of types) {
      count += 1
      expect(known.has(type) || known.has(type.split('.')[1]), `${room}: no words for the event ${type}`).toBe(true)
    }
  }
  expect(count).toBeGreaterThan(50)
})

test('every right, gate, check, notice and obligation has its words', () => {
  for (const [name, right] of allRights) expectBothLanguages(name, right.word)
  expectBothLanguages(rosterConfirmationGate.id, vendorGateWords[rosterConfirmationGate.id])
  for (const { id } of rosterConfirmationGate.checks) expectBothLanguages(id, vendorCheckWords[id])
  for (const gate of [outboundMailGate, systemMailGate]) {
    expectBothLanguages(gate.id, mailGateWords[gate.id])
    for (const { id } of gate.checks) expectBothLanguages(`${gate.id} ${id}`, mailCheckWords[id])
  }
  for (const gate of [settingsGate, proofGate, productionGate, deliveryGate, clientSignOffGate]) {
    expectBothLanguages(gate.id, printGateWords[gate.id])
    for (const { id } of gate.checks) expectBothLanguages(`${gate.id} ${id}`, printCheckWords[id])
  }
  expect(definedNotices().length).toBeGreaterThan(3)
  for (const { kind, title, body } of definedNotices()) {
    expectBothLanguages(`${kind} title`, title)
    expectBothLanguages(`${kind} body`, body)
  }
  expect(definedObligations().length).toBeGreaterThan(0)
  for (const { id, word } of definedObligations()) expectBothLanguages(id, word)
})
