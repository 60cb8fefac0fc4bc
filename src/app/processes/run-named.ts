import { type ProcessName, runProcess, type StartProcess } from './process.ts'

const starts: Readonly<Record<ProcessName, () => Promise<StartProcess>>> = {
  web: async () => (await import('./web.ts')).startWeb,
  smtp: async () => (await import('./smtp.ts')).startSmtp,
  worker: async () => (await import('./worker.ts')).startWorkerProcess,
}

export async function runNamed(name: ProcessName): Promise<void> {
  const start = starts[name]
  if (!start) throw new Error(`there is no process "${name}"`)
  await runProcess(name, await start())
}
