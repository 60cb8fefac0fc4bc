#!/usr/bin/env node
// Runs on whatever Node is installed, and hands over to the Node of the npm package `node`.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { compileCache, installPackages, ownRuntime, root } from './install.mjs'

installPackages()
// The channel tells the child when this process is gone, however it went.
const child = spawn(ownRuntime(), ['--no-warnings', join(root, 'src/app/main.ts'), ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  // Each mail waits for several fsyncs; with the four threads of the default they queue up behind each other.
  env: { UV_THREADPOOL_SIZE: '16', NODE_COMPILE_CACHE: compileCache, ...process.env },
})
// At a terminal the whole group gets the signal; from elsewhere only this process does. Twice is once for the child.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (cause) => {
  console.error(`sekisho: ${cause.message}`)
  process.exit(2)
})
// 1 says that something was found; a child that was killed has found nothing.
child.on('exit', (code) => process.exit(code ?? 2))
