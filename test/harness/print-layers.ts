/** Layers (optional content, ISO 32000-1 §8.11) put on pages that pdfkit writes, in each way in which a PDF may do it. */
import type { Extra } from './print-pdfs.ts'

/** A dictionary of the PDF, or a stream. */
interface Dictionary {
  readonly data: Record<string, unknown>
  end(content?: Buffer): void
}
interface Writer {
  ref(data: object): Dictionary
  readonly page: { readonly resources: Dictionary; readonly content: { readonly buffer: Buffer[] } }
}

const LAYERS = {
  on: {},
  off: {},
  onPaper: { Usage: { Print: { PrintState: 'ON' }, View: { ViewState: 'OFF' } } },
  onScreen: { Usage: { Print: { PrintState: 'OFF' }, View: { ViewState: 'ON' } } },
} as const
type Layers = Readonly<Record<keyof typeof LAYERS, Dictionary>>
/** What a piece of content lies on: a layer, or a membership of several. */
export type LayerOf = (layers: Layers, writer: Writer) => Dictionary
export type LayerStates = (layers: Layers) => object

const byUsage = ({ onPaper, onScreen }: Layers) => ({
  AS: ['Print', 'View'].map((event) => ({ Event: event, Category: [event], OCGs: [onPaper, onScreen] })),
})
export const LAYER_STATES = {
  OFF_AND_ON: ({ on, off }) => ({ ON: [on], OFF: [off] }),
  BASE_OFF: () => ({ BaseState: 'OFF' }),
  BY_PRINT: (layers) => ({ ON: Object.values(layers), ...byUsage(layers) }),
  ALL_OFF_BUT_BY_PRINT: (layers) => ({ OFF: Object.values(layers), ...byUsage(layers) }),
} as const satisfies Readonly<Record<string, LayerStates>>

export const membership =
  (of: (layers: Layers) => object): LayerOf =>
  (layers, writer) =>
    ended(writer.ref({ Type: 'OCMD', ...of(layers) }))

type Way = (writer: Writer, content: Buffer, layer: Dictionary) => Buffer
const A4 = [595.28, 841.89]
let count = 0

/** How content is put on a layer; each returns what is left for the page itself. */
export const LAYER_WAYS: Readonly<Record<string, Way>> = {
  ページの内容の一部: (writer, content, layer) =>
    Buffer.concat([Buffer.from(`/OC /${named(writer, 'Properties', layer)} BDC\n`), content, Buffer.from('\nEMC\n')]),
  フォームそのもの: (writer, content, layer) => drawn(writer, form(writer, content, writer.page.resources, layer)),
  フォームを呼ぶところ: (writer, content, layer) => {
    const inside = drawn(writer, form(writer, content, writer.page.resources))
    return LAYER_WAYS['ページの内容の一部']!(writer, inside, layer)
  },
  フォームの中のフォーム: (writer, content, layer) => {
    let inner = form(writer, content, writer.page.resources, layer)
    for (let depth = 0; depth < 3; depth++)
      inner = form(writer, Buffer.from('q /Y Do Q\n'), ended(writer.ref({ XObject: { Y: inner } })))
    return drawn(writer, inner)
  },
}

/** All content of one page on a layer. */
export const onLayer =
  (onPage: number, way: Way, layer: LayerOf, states: LayerStates): Extra =>
  (document, page) => {
    if (page !== onPage) return
    const writer = document as unknown as Writer
    const { buffer } = writer.page.content
    buffer.push(way(writer, Buffer.concat(buffer.splice(0)), layer(layersOf(writer, states), writer)))
  }

/** Further content of every page on a layer. */
export function besideOnLayer(way: Way, layer: 'on' | 'off', extra: Extra): Extra {
  let layers: Layers | undefined
  return (document, page) => {
    const writer = document as unknown as Writer
    layers ??= layersOf(writer, LAYER_STATES.OFF_AND_ON)
    const { buffer } = writer.page.content
    const before = buffer.splice(0)
    extra(document, page)
    // The page begins by turning its axes: what is drawn apart begins so too.
    const own = Buffer.concat([Buffer.from('1 0 0 -1 0 841.89 cm\n'), ...buffer.splice(0)])
    buffer.push(...before, Buffer.from('Q q\n'), way(writer, own, layers[layer]))
  }
}

function layersOf(writer: Writer, states: LayerStates): Layers {
  const made = Object.entries(LAYERS).map(([name, more]) => [
    name,
    ended(writer.ref({ Type: 'OCG', Name: new String(name), ...more })),
  ])
  const layers = Object.fromEntries(made) as Layers
  const all = Object.values(layers)
  const catalogue = (writer as unknown as Readonly<Record<string, Dictionary>>)['_root']!
  catalogue.data['OCProperties'] = { OCGs: all, D: { Order: all, ...states(layers) } }
  return layers
}

function form(writer: Writer, content: Buffer, resources: Dictionary, layer?: Dictionary): Dictionary {
  const known = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, ...A4], Resources: resources }
  return ended(writer.ref({ ...known, ...(layer && { OC: layer }) }), content)
}

const drawn = (writer: Writer, what: Dictionary) => Buffer.from(`q /${named(writer, 'XObject', what)} Do Q\n`)

function named({ page }: Writer, kind: 'Properties' | 'XObject', what: Dictionary): string {
  const name = `Own${++count}`
  const { data } = page.resources
  data[kind] = { ...(data[kind] as object | undefined), [name]: what }
  return name
}

function ended(what: Dictionary, content?: Buffer): Dictionary {
  what.end(content)
  return what
}
