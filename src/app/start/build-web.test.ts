import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildWeb } from './build-web.ts'

test('the screens are built for work, whatever the environment of the start says of itself', async () => {
  expect(process.env['NODE_ENV']).toBe('test')
  const folder = await buildWeb(() => undefined)
  let read = 0
  for await (const path of glob('assets/*.js', { cwd: folder })) {
    read += 1
    // Only the development build of React speaks of its tools; it is half as large again, and slower.
    expect(await readFile(join(folder, path), 'utf8'), path).not.toContain('React DevTools')
  }
  expect(read).toBeGreaterThan(1)
})
