import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import type { UploadedFile } from '../db/route.ts'
import { parseInput } from './answer-fault.ts'

/** Reads a multipart request: the field `input` (JSON), then one file. More of either, or a larger file, is refused. */
export async function readUpload(
  request: FastifyRequest,
  inputSchema: z.ZodType,
  limitBytes: number,
): Promise<{ input: unknown; file: UploadedFile }> {
  if (!request.isMultipart()) throw new Refusal('bad_input')
  const part = await request.file({ limits: { files: 1, fields: 1, fieldSize: 100_000, fileSize: limitBytes } })
  if (!part) throw new Refusal('bad_input')
  const content = await part.toBuffer()
  const field = part.fields['input']
  const text = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : '{}'
  return { input: parseInput(inputSchema, parseJson(text)), file: { fileName: part.filename, content } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad_input')
  }
}
