import { expect, test } from 'vitest'
import { readPartyDomain } from './party-domain.ts'

test.each([
  ['subdomains', ' @Ｙ-City.example ', { name: 'y-city.example' }],
  ['domain', 'city.yokohama.lg.jp', { name: 'city.yokohama.lg.jp' }],
  ['address', 'Taro@GMAIL.com', { name: 'taro@gmail.com' }],
  ['subdomains', 'lg.jp', { fault: 'not_registrable' }],
  ['subdomains', 'co.jp', { fault: 'not_registrable' }],
  ['subdomains', 'github.io', { fault: 'not_registrable' }],
  ['domain', 'gmail.com', { fault: 'shared_provider' }],
  ['subdomains', 'mail.yahoo.co.jp', { fault: 'shared_provider' }],
  ['domain', 'taro@y-city.example', { fault: 'unreadable' }],
  ['address', 'y-city.example', { fault: 'unreadable' }],
  ['domain', 'example', { fault: 'unreadable' }],
] as const)('%s %s', (covers, text, expected) => expect(readPartyDomain(covers, text)).toEqual(expected))
