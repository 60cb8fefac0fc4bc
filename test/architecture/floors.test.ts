import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const { forbidden, options } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: ({ name: string } & object)[]
  options: ICruiseOptions
}

/** Reads the imports below `folder` and answers the broken rules with the number of modules read. */
async function readHouse(folder: string) {
  const { output } = await cruise(
    ['src'],
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } as never },
    undefined,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  )
  const { modules, summary } = output as ICruiseResult
  const broken = summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)
  return { moduleCount: modules.filter((m) => m.source.startsWith('src/')).length, broken }
}

test('the floors hold', async () => {
  const { moduleCount, broken } = await readHouse(root)
  expect(broken, 'see the comments in .dependency-cruiser.cjs for what to do instead').toEqual([])
  expect(moduleCount).toBeGreaterThan(50)
})

/** One planted fault a line: the rule that must catch it, the file, what it imports. */
const PLANTED: [rule: string, file: string, imports: string][] = [
  ['base-looks-down-only', 'src/base/a.ts', '../kernel/db/database.ts'],
  ['engines-looks-down-only', 'src/engines/pii/a.ts', '../../kernel/db/database.ts'],
  ['kernel-looks-down-only', 'src/kernel/db/a.ts', '../../planning/vendors/index.ts'],
  ['planning-looks-down-only', 'src/planning/vendors/a.ts', '../../operation/outbound-mail/index.ts'],
  ['operation-looks-down-only', 'src/operation/outbound-mail/a.ts', '../../app/main.ts'],
  ['kernel-ledger-looks-left-only', 'src/kernel/ledger/a.ts', '../gates/index.ts'],
  ['kernel-people-looks-left-only', 'src/kernel/people/a.ts', '../access/contract.ts'],
  ['engines-stand-apart', 'src/engines/pii/a.ts', '../mail-parts/index.ts'],
  ['engines-are-pure', 'src/engines/pii/a.ts', 'node:net'],
  ['no-sibling-module', 'src/operation/print-checks/a.ts', '../outbound-mail/index.ts'],
  ['public-face-only', 'src/operation/outbound-mail/a.ts', '../../planning/vendors/store.ts'],
  ['kernel-by-its-face', 'src/operation/outbound-mail/a.ts', '../../kernel/gates/store.ts'],
  ['app-uses-public-faces', 'src/app/a.ts', '../planning/vendors/store.ts'],
  ['screens-know-no-server', 'src/planning/vendors/web/A.ts', '../store.ts'],
  ['server-knows-no-screen', 'src/planning/vendors/a.ts', './web/pages.ts'],
  ['webkit-stands-on-base', 'src/webkit/a.ts', '../planning/vendors/contract.ts'],
  ['no-test-code-in-the-product', 'src/kernel/db/a.ts', '../../../test/harness/a.ts'],
  ['every-import-resolves', 'src/kernel/db/a.ts', './nowhere.ts'],
]
const TARGETS = [
  'src/kernel/db/database.ts',
  'src/kernel/gates/index.ts',
  'src/kernel/gates/store.ts',
  'src/kernel/access/contract.ts',
  'src/planning/vendors/index.ts',
  'src/planning/vendors/store.ts',
  'src/planning/vendors/contract.ts',
  'src/planning/vendors/web/pages.ts',
  'src/operation/outbound-mail/index.ts',
  'src/engines/mail-parts/index.ts',
  'src/app/main.ts',
  'test/harness/a.ts',
]

async function withTree(files: Record<string, string>, use: (folder: string) => Promise<void>) {
  // Below the project, so that the resolver finds the same node_modules.
  const folder = await mkdtemp(join(root, 'node_modules', '.planted-'))
  try {
    await symlink(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
const targets = Object.fromEntries(TARGETS.map((path) => [path, 'export const a = 1\n']))

test('a clean tree passes', () =>
  withTree(
    { ...targets, 'src/app/a.ts': `import { a } from '../planning/vendors/index.ts'\nexport const b = a\n` },
    async (folder) => {
      const { moduleCount, broken } = await readHouse(folder)
      expect(broken).toEqual([])
      expect(moduleCount).toBeGreaterThan(5)
    },
  ))

test.each(PLANTED)('%s is caught in %s', async (rule, file, imports) => {
  await withTree(
    { ...targets, [file]: `import type { a } from '${imports}'\nexport type B = typeof a\n` },
    async (folder) => {
      const { broken } = await readHouse(folder)
      expect(
        broken.some((line) => line.startsWith(`${rule}: `)),
        broken.join('\n'),
      ).toBe(true)
    },
  )
})

test('a circle is caught', async () => {
  const files = { 'src/base/a.ts': `import './b.ts'\n`, 'src/base/b.ts': `import './a.ts'\n` }
  await withTree(files, async (folder) => {
    expect((await readHouse(folder)).broken.some((line) => line.startsWith('no-circle: '))).toBe(true)
  })
})
