import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )
const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
  .optional()

const Environment = z
  .object({
    SEKISHO_DATA: z
      .string()
      .default('./data')
      .transform((path) => resolve(path)),
    SEKISHO_HTTP_HOST: z.string().default('127.0.0.1'),
    SEKISHO_HTTP_PORT: port(8080),
    SEKISHO_SMTP_HOST: z.string().default('127.0.0.1'),
    SEKISHO_SMTP_PORT: port(2525),
    SEKISHO_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
    SEKISHO_TRUSTED_PROXIES: list,
    SEKISHO_RELAY: z
      .string()
      .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$/, 'must be host:port')
      .optional(),
    SEKISHO_FILTER_CLIENTS: list,
    SEKISHO_CLAMD: z
      .string()
      .regex(/^(\/.+|(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5})$/, 'must be host:port or the path of a socket')
      .optional(),
    SEKISHO_SCAN_FOLDERS: list.refine(
      (folders) => folders.every((folder) => isAbsolute(folder)),
      'must be absolute paths',
    ),
    SEKISHO_TLS_CERT: z.string().optional(),
    SEKISHO_TLS_KEY: z.string().optional(),
    SEKISHO_BACKUP_DIR: z
      .string()
      .transform((path) => resolve(path))
      .optional(),
    SEKISHO_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    DATABASE_URL: postgresUrl,
    SEKISHO_OWNER_DATABASE_URL: postgresUrl,
  })
  .refine((e) => (e.SEKISHO_TLS_CERT === undefined) === (e.SEKISHO_TLS_KEY === undefined), {
    path: ['SEKISHO_TLS_CERT'],
    message: 'and SEKISHO_TLS_KEY go together',
  })
  .refine((e) => e.DATABASE_URL !== undefined || e.SEKISHO_OWNER_DATABASE_URL === undefined, {
    path: ['SEKISHO_OWNER_DATABASE_URL'],
    message: 'goes with DATABASE_URL; without it the embedded PostgreSQL is used',
  })

export interface Settings {
  readonly dataFolder: string
  readonly http: {
    readonly host: string
    readonly port: number
    readonly publicUrl: URL
    readonly trustedProxies: readonly string[]
  }
  readonly smtp: {
    readonly host: string
    readonly port: number
    /** Addresses of the Postfix that hands mail over as its content filter, without AUTH. */
    readonly filterClients: readonly string[]
    readonly tls?: { readonly certFile: string; readonly keyFile: string }
  }
  readonly relay?: { readonly host: string; readonly port: number }
  /** Where backups are taken to every night; without it nobody takes any. */
  readonly backup?: { readonly folder: string }
  /** Who may read the metrics from another machine; without it only this machine may. */
  readonly metricsToken?: string
  /** The virus scanner that attachments are shown to; without it nobody looks for viruses. */
  readonly clamd?: { readonly host: string; readonly port: number } | { readonly path: string }
  /** The folders that the privacy office may search for personal information; none where it is not set. */
  readonly scanFolders: readonly string[]
  /** Given for a PostgreSQL of one's own; otherwise the embedded one is started. */
  readonly database?: { readonly url: string; readonly ownerUrl?: string }
}

/** A setting that is wrong: one line that says which, and what it should be. */
export class SettingsError extends Error {}

/**
 * Reads the environment: the only place that does.
 * @throws SettingsError naming the variable
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>> = process.env): Settings {
  // An empty variable is how many tools say "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new SettingsError(`${issue!.path.join('.')} ${issue!.message}`)
  }
  const e = parsed.data
  return {
    dataFolder: e.SEKISHO_DATA,
    http: {
      host: e.SEKISHO_HTTP_HOST,
      port: e.SEKISHO_HTTP_PORT,
      publicUrl: new URL(e.SEKISHO_PUBLIC_URL ?? `http://localhost:${e.SEKISHO_HTTP_PORT}`),
      trustedProxies: e.SEKISHO_TRUSTED_PROXIES,
    },
    smtp: {
      host: e.SEKISHO_SMTP_HOST,
      port: e.SEKISHO_SMTP_PORT,
      filterClients: e.SEKISHO_FILTER_CLIENTS,
      ...(e.SEKISHO_TLS_CERT && e.SEKISHO_TLS_KEY
        ? { tls: { certFile: e.SEKISHO_TLS_CERT, keyFile: e.SEKISHO_TLS_KEY } }
        : {}),
    },
    ...(e.SEKISHO_RELAY ? { relay: readHostPort(e.SEKISHO_RELAY) } : {}),
    ...(e.SEKISHO_CLAMD
      ? { clamd: e.SEKISHO_CLAMD.startsWith('/') ? { path: e.SEKISHO_CLAMD } : readHostPort(e.SEKISHO_CLAMD) }
      : {}),
    scanFolders: e.SEKISHO_SCAN_FOLDERS,
    ...(e.SEKISHO_BACKUP_DIR ? { backup: { folder: e.SEKISHO_BACKUP_DIR } } : {}),
    ...(e.SEKISHO_METRICS_TOKEN ? { metricsToken: e.SEKISHO_METRICS_TOKEN } : {}),
    ...(e.DATABASE_URL
      ? {
          database: {
            url: e.DATABASE_URL,
            ...(e.SEKISHO_OWNER_DATABASE_URL ? { ownerUrl: e.SEKISHO_OWNER_DATABASE_URL } : {}),
          },
        }
      : {}),
  }
}

function readHostPort(text: string): { host: string; port: number } {
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) }
}
