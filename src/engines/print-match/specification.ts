import { z } from 'zod'
import { patternFault } from './pattern/linear-pattern.ts'

/** Millimetres from the left and the top of the page (of the cell, where several stand on one sheet): x, y, width, height. */
export const Area = z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()])
export type Area = z.infer<typeof Area>

export const FIELD_MEANINGS = ['text', 'date', 'number', 'digits'] as const
export type FieldMeaning = (typeof FIELD_MEANINGS)[number]

export const CODE_FORMATS = ['QRCode', 'DataMatrix', 'Code128', 'Code39', 'Codabar', 'ITF', 'EAN13', 'PDF417'] as const
export type CodeFormat = (typeof CODE_FORMATS)[number]

export const PAGE_ORDERS = ['front_back', 'back_front', 'fronts_then_backs', 'fronts_then_backs_reversed'] as const
export type PageOrder = (typeof PAGE_ORDERS)[number]

/** A pattern that is found in a time that grows with the length of the page alone. */
const Pattern = z
  .string()
  .min(1)
  .max(300)
  .refine((source) => patternFault(source) !== 'no_pattern', { error: 'no_pattern' })
  .refine((source) => patternFault(source) !== 'not_linear', { error: 'not_linear' })

/** One printed value and where it comes from. It stands in `area`, or is what `pattern` finds (its first group). */
export const PrintField = z
  .strictObject({
    name: z.string().min(1).max(60),
    /** Columns of the record (or, for `of: child`, of its children), printed one after the other. */
    columns: z.array(z.string().min(1)).min(1).max(8),
    of: z.enum(['record', 'child']).default('record'),
    /** Fields of children: how many stand on one page, and how far apart the rows are. */
    rows: z
      .strictObject({
        count: z.int().min(1).max(200),
        pitch: z.number(),
        direction: z.enum(['down', 'right']).default('down'),
      })
      .optional(),
    area: Area.optional(),
    pattern: Pattern.optional(),
    /** `text` as it is read, or the content of a code. */
    read: z.enum(['text', 'code']).default('text'),
    code: z.enum(CODE_FORMATS).optional(),
    as: z.enum(FIELD_MEANINGS).default('text'),
    /** Constant text around the value, such as 〒 and 様. */
    before: z.string().max(60).default(''),
    after: z.string().max(60).default(''),
    /** Tells whose page this is, by itself. */
    identifies: z.boolean().default(false),
    /** `exact`: 高 in the place of 髙 is reported. `same`: they are one, and only counted. */
    variants: z.enum(['exact', 'same']).default('exact'),
  })
  .refine((field) => field.area !== undefined || field.pattern !== undefined || field.read === 'code', {
    error: 'field_without_place',
  })
export type PrintField = z.infer<typeof PrintField>

const PageParts = z.strictObject({
  name: z.string().min(1).max(60),
  /** Constant texts that make this page known and carry its template's version. */
  marks: z.array(z.strictObject({ text: z.string().min(1).max(200), area: Area.optional() })).default([]),
  fields: z.array(PrintField).max(60).default([]),
  /**
   * 自由領域: what stands here is no field, may differ from sheet to sheet, and is compared with nothing. The reason is for those
   * who check the specification. All other text beside the fields must be the same on others' sheets, or count on.
   */
  free: z
    .array(z.strictObject({ area: Area, reason: z.string().min(1).max(200) }))
    .max(20)
    .default([]),
  /** Nothing is printed here. */
  blank: z.boolean().default(false),
  /** An insert that is the same in every set (チラシ): its marks are all that is compared, and each set has it. */
  constant: z.boolean().default(false),
  /** Printed once for each so many children. A record without children has it once. */
  repeatFor: z.int().min(1).max(200).optional(),
  /** Printed only for records whose column has (not) this value: a further sheet, an insert. */
  when: z
    .strictObject({ column: z.string().min(1), is: z.string().optional(), isNot: z.string().optional() })
    .optional(),
})
export const PrintPage = PageParts.refine(
  ({ constant, marks, fields, blank, repeatFor }) =>
    !constant || (marks.length > 0 && fields.length === 0 && !blank && repeatFor === undefined),
  { error: 'constant_with_fields' },
)
export type PrintPage = z.infer<typeof PrintPage>

/** Marks tell the template, not whose page it is: only a field (text or code) does, or that it is nobody's. */
export const hasNothingToCompare = ({
  blank,
  constant,
  fields,
}: Pick<PrintPage, 'blank' | 'constant' | 'fields'>): boolean => !blank && !constant && fields.length === 0

export const PrintData = z.strictObject({
  /** The columns that name a record; together unique. */
  key: z.array(z.string().min(1)).min(1).max(4),
  /**
   * `none`; `rows`: one row a child, the record's columns repeated; `columns`: `児童{n}_氏名`, from 1;
   * `file`: a second table, joined by `key`.
   */
  children: z
    .discriminatedUnion('in', [
      z.strictObject({ in: z.literal('none') }),
      z.strictObject({ in: z.literal('rows'), columns: z.array(z.string().min(1)).min(1).max(40) }),
      z.strictObject({
        in: z.literal('columns'),
        /** What a child has → the pattern of its column, with `{n}`. */
        columns: z.record(z.string(), z.string().includes('{n}')),
        most: z.int().min(1).max(200),
      }),
      z.strictObject({ in: z.literal('file'), key: z.array(z.string().min(1)).min(1).max(4) }),
    ])
    .default({ in: 'none' }),
})

export const PrintSpecification = z
  .strictObject({
    version: z.literal(1),
    title: z.string().min(1).max(200),
    data: PrintData,
    /** The pages of one record in their order. With `duplex` they are fronts and backs by turns; a record begins on a new sheet. */
    pages: z.array(PrintPage).min(1).max(40),
    duplex: z.boolean().default(true),
    pageOrder: z.enum(PAGE_ORDERS).default('front_back'),
    /** `data`: sheets lie in the order of the data. `any`: only each sheet by itself counts. */
    sequence: z.enum(['data', 'any']).default('data'),
    /** Several on one printed sheet. `order` says which comes next: the neighbour, the one below, or the next sheet (cut and stack). */
    imposition: z
      .strictObject({
        columns: z.int().min(1).max(20),
        rows: z.int().min(1).max(20),
        order: z.enum(['row', 'column', 'stack']).default('row'),
        /** How the back lies behind the front. */
        turn: z.enum(['long_edge', 'short_edge']).default('long_edge'),
        /** Of the first cell's left upper corner, in mm; left out, the page is divided evenly. */
        origin: z.tuple([z.number(), z.number()]).optional(),
        cell: z.tuple([z.number().positive(), z.number().positive()]).optional(),
      })
      .optional(),
    /** Sheets between batches that belong to no record, known by a text. */
    banners: z
      .array(
        z.strictObject({ name: z.string().min(1).max(60), text: z.string().min(1), count: z.int().min(0).optional() }),
      )
      .default([]),
    /**
     * 刷り上がりのスキャン: where a side has no legible code, the machine reads the text of its fields from the paper (OCR).
     * What it cannot read well is not verified. Sheets that are imposed are read by their codes alone. 抜き取り開封: of
     * photographs likewise, one side at a time.
     */
    readsText: z.boolean().default(false),
    /** Private characters (外字) and what they stand for: `"E000": "髙"`. */
    gaiji: z.record(z.string().regex(/^[0-9A-F]{4,6}$/), z.string().min(1).max(4)).default({}),
    /** Counts that the run must have, where they are agreed beforehand. */
    counts: z
      .strictObject({
        records: z.int().min(0).optional(),
        children: z.int().min(0).optional(),
        sheets: z.int().min(0).optional(),
        /** Sides of constant pages. */
        inserts: z.int().min(0).optional(),
      })
      .default({}),
  })
  .refine((spec) => spec.duplex || spec.pageOrder === 'front_back', { error: 'page_order_without_duplex' })
  .refine((spec) => spec.pages.some((page) => page.fields.length > 0), { error: 'no_field' })

/** 印刷仕様: what stands where on the pages of one record, and from which column it comes. */
export type PrintSpecification = z.infer<typeof PrintSpecification>

/** The same as JSON schema, for editors of the YAML file. */
export const printSpecificationSchema = (): object => z.toJSONSchema(PrintSpecification, { io: 'input' })
