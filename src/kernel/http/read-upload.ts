import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Refusal } from '../../base/refusal.ts'
import type { StreamedFile, UploadedFile } from '../db/route.ts'
import { parseInput } from './answer-fault.ts'

/** Reads a multipart request: the field `input` (JSON), then one file. More of either, or a larger file, is refused. */
export async function readUpload(
  request: FastifyRequest,
  inputSchema: z.ZodType,
  limitBytes: number,
): Promise<{ input: unknown; file: UploadedFile }> {
  const part = await filePart(request, limitBytes)
  const content = await part.toBuffer()
  return { input: inputBefore(part, inputSchema), file: { fileName: part.filename, content } }
}

/** The same, with the file as it arrives: whoever takes it counts its bytes. A refused input reads nothing of it. */
export async function openUpload(
  request: FastifyRequest,
  inputSchema: z.ZodType,
  limitBytes: number,
): Promise<{ input: unknown; file: StreamedFile }> {
  // One byte more: the limit is told by whoever receives it, in its own words.
  const part = await filePart(request, limitBytes + 1)
  return { input: inputBefore(part, inputSchema), file: { fileName: part.filename, content: part.file } }
}

async function filePart(request: FastifyRequest, limitBytes: number): Promise<MultipartFile> {
  if (!request.isMultipart()) throw new Refusal('bad_input')
  const part = await request.file({ limits: { files: 1, fields: 1, fieldSize: 100_000, fileSize: limitBytes } })
  if (!part) throw new Refusal('bad_input')
  return part
}

function inputBefore(part: MultipartFile, inputSchema: z.ZodType): unknown {
  const field = part.fields['input']
  const text = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : '{}'
  return parseInput(inputSchema, parseJson(text))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad_input')
  }
}
