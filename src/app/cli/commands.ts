import type { ProcessName } from '../processes/process.ts'

export interface Command {
  readonly usage: string
  readonly does: string
  /** Goes on after `run` has resolved (a process of the tree). */
  readonly staysUp?: boolean
  /** @returns exit status: 0 nothing found, 1 findings, 2 could not do it */
  readonly run: (args: readonly string[]) => Promise<number>
}

/** Each command loads its own parts: `sekisho help` needs no database, and `ledger verify` none either. */
export const commands: Readonly<Record<string, Command>> = {
  start: {
    usage: 'start',
    does: 'starts database, web, mail gate and worker on this host',
    async run() {
      const { start } = await import('../start/start.ts')
      await start()
      return 0
    },
  },
  run: {
    usage: 'run web|smtp|worker',
    does: 'one process of the tree; started by `start`, which tells it what it needs',
    staysUp: true,
    async run([name]) {
      const { runNamed } = await import('../processes/run-named.ts')
      await runNamed(name as ProcessName)
      return 0
    },
  },
  help: {
    usage: 'help',
    does: 'this list',
    async run() {
      const lines = Object.values(commands).map(({ usage, does }) => `  sekisho ${usage.padEnd(34)} ${does}`)
      process.stdout.write(`Sekisho 関所\n\n${lines.join('\n')}\n`)
      return 0
    },
  },
}
