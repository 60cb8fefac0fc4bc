import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

test('everything has a default', () => {
  const settings = readSettings({})
  expect(settings.http.publicUrl.href).toBe('http://localhost:8080/')
  expect(settings.relay).toBeUndefined()
  expect(settings.database).toBeUndefined()
  expect(settings.scanFolders).toEqual([])
})

test.each([
  [{ SEKISHO_HTTP_PORT: '70000' }, 'SEKISHO_HTTP_PORT'],
  [{ SEKISHO_RELAY: 'relay' }, 'SEKISHO_RELAY must be host:port'],
  [{ SEKISHO_PUBLIC_URL: 'sekisho.example' }, 'SEKISHO_PUBLIC_URL'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
  [{ SEKISHO_TLS_CERT: 'a.pem' }, 'SEKISHO_TLS_CERT and SEKISHO_TLS_KEY go together'],
  [{ SEKISHO_OWNER_DATABASE_URL: 'postgres://x' }, 'SEKISHO_OWNER_DATABASE_URL goes with DATABASE_URL'],
  [{ SEKISHO_SCAN_FOLDERS: '/srv/share, share' }, 'SEKISHO_SCAN_FOLDERS must be absolute paths'],
  [{ SEKISHO_METRICS_TOKEN: 'short' }, 'SEKISHO_METRICS_TOKEN must have at least 16 characters'],
])('%o is refused by name', (environment, message) => {
  expect(() => readSettings(environment)).toThrow(message)
})

test('an IPv6 relay and a list of proxies are read', () => {
  const settings = readSettings({
    SEKISHO_RELAY: '[::1]:25',
    SEKISHO_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16',
    SEKISHO_DATA: '',
  })
  expect(settings.relay).toEqual({ host: '::1', port: 25 })
  expect(settings.http.trustedProxies).toEqual(['10.0.0.1', '10.1.0.0/16'])
})
