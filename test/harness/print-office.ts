/** Drawn runs as PDFs by LibreOffice's Writer: each text in a frame of its own, held by its page. Many are written in one go. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { fontOf } from './print-pdfs.ts'
import { type DrawnPage, type DrawnRun, type DrawnText, PAPER, pdfPages } from './print-runs.ts'

const run = promisify(execFile)
const PATIENCE_MS = 600_000
/** Families that LibreOffice finds in the folder of our own font, whatever else is installed. */
export const OFFICE_FONTS = ['Noto Sans JP', 'Noto Sans JP Thin', 'Noto Sans JP Black'] as const

export async function hasLibreOffice(): Promise<boolean> {
  return run('soffice', ['--version']).then(
    () => true,
    () => false,
  )
}

/** @param fonts one a run, by turns */
export async function libreOfficePdfs(
  runs: readonly DrawnRun[],
  folder: string,
  fonts: readonly string[] = OFFICE_FONTS,
): Promise<Uint8Array[]> {
  const own = join(folder, 'office')
  await mkdir(own, { recursive: true })
  const names = runs.map((_, at) => join(own, `run-${at}.fodt`))
  for (const [at, name] of names.entries()) await writeFile(name, documentOf(runs[at]!, fonts[at % fonts.length]!))
  await writeFile(
    join(own, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig>${['100Thin', '400Regular', '900Black']
      .map((weight) => `<dir>${dirname(fontOf(weight as '100Thin'))}</dir>`)
      .join('')}<dir>/usr/share/fonts</dir><cachedir>${own}/fonts</cachedir></fontconfig>`,
  )
  await run(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(own, 'profile')).href}`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      own,
      ...names,
    ],
    { env: { ...process.env, FONTCONFIG_FILE: join(own, 'fonts.conf'), HOME: own }, timeout: PATIENCE_MS },
  )
  return Promise.all(names.map((name) => readFile(name.replace(/fodt$/, 'pdf'))))
}

const HIGH = 12
const SPACES = Object.entries({
  office: 'office',
  style: 'style',
  text: 'text',
  draw: 'drawing',
  fo: 'xsl-fo-compatible',
  svg: 'svg-compatible',
})
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')
const PLACED =
  'style:vertical-pos="from-top" style:vertical-rel="page" style:horizontal-pos="from-left" style:horizontal-rel="page" ' +
  'style:wrap="run-through" style:number-wrapped-paragraphs="no-limit" fo:padding="0mm" fo:border="none"'

function documentOf(drawn: DrawnRun, font: string): string {
  const pages = pdfPages(drawn)
  const looks = new Map<string, string>()
  const lookOf = ({ sizePt, fault }: DrawnText) => {
    const colour = fault === 'white' ? '#ffffff' : '#000000'
    const name = `T${sizePt}${fault === 'white' ? 'w' : ''}`
    const size = `fo:font-size="${sizePt}pt" style:font-size-asian="${sizePt}pt"`
    looks.set(
      name,
      `<style:style style:name="${name}" style:family="paragraph"><style:text-properties fo:color="${colour}" style:font-name="jp" style:font-name-asian="jp" ${size} fo:language="ja" fo:country="JP"/></style:style>`,
    )
    return name
  }
  const frames = pages.flatMap((page, at) => framesOf(page, at + 1, lookOf)).join('')
  const breaks = pages.map((_, at) => `<text:p text:style-name="${at === 0 ? 'First' : 'Next'}"/>`).join('')
  const edges = ['top', 'bottom', 'left', 'right'].map((edge) => `fo:margin-${edge}="0mm"`).join(' ')
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${SPACES} office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">
<office:font-face-decls><style:font-face style:name="jp" svg:font-family="'${font}'"/></office:font-face-decls>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="${PAPER[0]}mm" fo:page-height="${PAPER[1]}mm" ${edges}/></style:page-layout>
<style:style style:name="First" style:family="paragraph" style:master-page-name="Standard"/>
<style:style style:name="Next" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="G" style:family="graphic"><style:graphic-properties ${PLACED} draw:textarea-vertical-align="middle" fo:background-color="transparent" draw:fill="none"/></style:style>
<style:style style:name="C" style:family="graphic"><style:graphic-properties ${PLACED} fo:background-color="#ffffff" draw:fill="solid" draw:fill-color="#ffffff" draw:opacity="100%"/></style:style>
${[...looks.values()].join('')}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>${frames}${breaks}</office:text></office:body></office:document>`
}

function framesOf({ texts }: DrawnPage, page: number, lookOf: (text: DrawnText) => string): string[] {
  return texts.map((text, at) => {
    const frame = (look: string, y: number, width: number, height: number, level: number, content: string) =>
      `<draw:frame draw:style-name="${look}" text:anchor-type="page" text:anchor-page-number="${page}" draw:z-index="${level}" svg:x="${text.x}mm" svg:y="${y}mm" svg:width="${width}mm" svg:height="${height}mm"><draw:text-box>${content}</draw:text-box></draw:frame>`
    const content = `<text:p text:style-name="${lookOf(text)}">${marked(text.text)}</text:p>`
    const own = frame('G', text.y - HIGH / 2, PAPER[0] - text.x, HIGH, at * 2, content)
    return text.fault === 'covered' ? own + frame('C', text.y - 4, 80, 8, at * 2 + 1, '<text:p/>') : own
  })
}

const marked = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '<text:s/>')
