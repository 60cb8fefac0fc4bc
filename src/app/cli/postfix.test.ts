import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { postfixCommand } from './postfix.ts'

const deployed = join(import.meta.dirname, '../../../deploy/postfix')
const folder = mkdtempSync(join(tmpdir(), 'sekisho-postfix-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const into = (name: keyof typeof said) => ({ write: (text: string) => (said[name] += text) })
  const status = await postfixCommand(['lint', ...args], { language: 'ja', out: into('out'), err: into('err') })
  return { status, ...said }
}
const files = (main: string) => ['--main', main, '--master', join(deployed, 'master.cf')]

test('0: the deployed configuration has nothing to put right', async () => {
  expect(await run(...files(join(deployed, 'main.cf')))).toMatchObject({
    status: 0,
    out: '問題は見つかりませんでした。\n',
  })
})

test('1: a main.cf that says nothing is told line by line, and as JSON', async () => {
  const empty = join(folder, 'main.cf')
  writeFileSync(empty, '# nothing\n')
  const { status, out } = await run(...files(empty))
  expect(status).toBe(1)
  expect(out).toContain('[関門を通らずに出る] main.cf: content_filter')
  const json = await run(...files(empty), '--json')
  expect(json.status).toBe(1)
  const { findingCount, findings } = JSON.parse(json.out) as { findingCount: number; findings: { rule: string }[] }
  expect(findings).toHaveLength(findingCount)
  expect(findings.map(({ rule }) => rule)).toContain('entry-without-filter')
})

test('2: no such file, half of the arguments, a file that is no master.cf', async () => {
  for (const args of [
    files('/nowhere/main.cf'),
    ['--main', join(deployed, 'main.cf')],
    ['--main', join(deployed, 'main.cf'), '--master', join(deployed, 'main.cf')],
    ['--config', '/nowhere'],
    ['--what'],
  ]) {
    const { status, out, err } = await run(...args)
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain('sekisho postfix lint')
  }
})
