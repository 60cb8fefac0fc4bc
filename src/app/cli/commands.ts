import type { ProcessName } from '../processes/process.ts'
import type { Settings } from '../settings.ts'

export interface Command {
  readonly usage: string
  readonly does: string
  /** Goes on after `run` has resolved (a process of the tree). */
  readonly staysUp?: boolean
  /** @returns exit status: 0 nothing found, 1 findings, 2 could not do it; what more there is stands in the usage */
  readonly run: (args: readonly string[]) => Promise<number>
}

async function withInstallation(
  use: (databaseUrl: string, settings: Settings, ownerUrl: string | undefined) => Promise<number>,
): Promise<number> {
  const [{ readSettings }, { withDatabase }] = await Promise.all([
    import('../settings.ts'),
    import('./with-database.ts'),
  ])
  const settings = readSettings()
  return withDatabase(settings, (url, ownerUrl) => use(url, settings, ownerUrl))
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
  ledger: {
    usage: 'ledger export|verify|proof …',
    does: 'writes a ledger out, or one event with its proof; verifies both offline, against themselves and their anchors',
    async run([verb, ...args]) {
      const { LEDGER_USAGE } = await import('./ledger-command.ts')
      const { ledgerExport, ledgerProof, ledgerVerify } = await import('./ledger.ts')
      if (verb === 'verify') return ledgerVerify(args)
      if (verb === 'export') return withInstallation((databaseUrl) => ledgerExport(args, { databaseUrl }))
      if (verb === 'proof') return withInstallation((databaseUrl) => ledgerProof(args, { databaseUrl }))
      process.stdout.write(LEDGER_USAGE)
      return 2
    },
  },
  backup: {
    usage: 'backup [--to FOLDER] …',
    does: 'takes a backup while everything runs',
    async run(args) {
      const { backupCommand } = await import('./backup.ts')
      return withInstallation((databaseUrl, settings, ownerUrl) =>
        backupCommand(args, { settings, databaseUrl, ownerUrl }),
      )
    },
  },
  restore: {
    usage: 'restore [BACKUP] --keys FILE …',
    does: 'restores a backup into an empty data folder',
    async run(args) {
      const [{ readSettings }, { restoreCommand }] = await Promise.all([
        import('../settings.ts'),
        import('./restore.ts'),
      ])
      return restoreCommand(args, { settings: readSettings() })
    },
  },
  drill: {
    usage: 'drill [BACKUP] …',
    does: 'restores a backup beside the running system, and verifies everything',
    async run(args) {
      const [{ readSettings }, { drillCommand }, { runningOwnerUrl }] = await Promise.all([
        import('../settings.ts'),
        import('./drill.ts'),
        import('./with-database.ts'),
      ])
      const settings = readSettings()
      return drillCommand(args, { settings, ownerUrl: await runningOwnerUrl(settings) })
    },
  },
  keys: {
    usage: 'keys rotate|drop-unused',
    does: 'a new master key, and every data key wrapped with it; drops old ones',
    async run(args) {
      const { keysCommand } = await import('./keys.ts')
      const { keyringFile } = await import('../composition/open-parts.ts')
      return withInstallation((databaseUrl, { dataFolder }) =>
        keysCommand(args, { databaseUrl, keyringFile: keyringFile(dataFolder) }),
      )
    },
  },
  jobs: {
    usage: 'jobs failed|retry …',
    does: 'lists work that was given up; starts it again',
    async run(args) {
      const { jobsCommand } = await import('./jobs.ts')
      return withInstallation((databaseUrl) => jobsCommand(args, { databaseUrl }))
    },
  },
  organisation: {
    usage: 'organisation found …',
    does: 'makes a further organisation with its first administrator',
    async run([verb, ...args]) {
      const { organisationFound } = await import('./administer.ts')
      return verb === 'found' ? organisationFound(args) : organisationFound([])
    },
  },
  demo: {
    usage: 'demo remove',
    does: 'takes the demonstration away, for good',
    async run([verb]) {
      const { demoRemove } = await import('./administer.ts')
      if (verb === 'remove') return demoRemove()
      process.stdout.write('sekisho demo remove\n')
      return 2
    },
  },
  postfix: {
    usage: 'postfix lint …',
    does: 'reports settings of Postfix under which mail could leave past the gate, be split or changed',
    async run(args) {
      const { postfixCommand } = await import('./postfix.ts')
      return postfixCommand(args)
    },
  },
  print: {
    usage: 'print verify|sample|testdata …',
    does: 'holds a print run against its data; plans a sample; makes hard test data',
    async run(args) {
      const [verb, ...rest] = args
      if (verb === 'sample' && rest.some((one) => one === '--job' || one.startsWith('--job='))) {
        const { printSampleOfLot } = await import('./print-sample.ts')
        return withInstallation((databaseUrl) => printSampleOfLot(rest, { databaseUrl }))
      }
      const { printCommand } = await import('./print.ts')
      return printCommand(args)
    },
  },
  detect: {
    usage: 'detect text|sheet --json',
    does: 'finds personal information in JSON Lines of texts or sheets; needs no database',
    async run(args) {
      const { detectCommand } = await import('./detect.ts')
      return detectCommand(args)
    },
  },
  scan: {
    usage: 'scan PATH… --json',
    does: 'looks for personal information in files and folders; needs no database',
    async run(args) {
      const { scanCommand } = await import('./scan.ts')
      return scanCommand(args)
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
