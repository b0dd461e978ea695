import type { FastifyRequest } from 'fastify'
import type { Ctx } from '#platform/ctx'
import { collect, FileError } from '#platform/files/index'
import { type Loose, type Owner, storeFile } from './files.ts'

export interface Received {
  stored: Loose[]
  problems: { name: string; code: string }[]
}

/** Takes the files of a form one by one; each passes or fails by itself, the text of the form is never at stake. An unchosen field is no file. */
export async function receiveFiles(ctx: Ctx, request: FastifyRequest, owner: Owner, uploadedBy: string, room: number): Promise<Received> {
  const received: Received = { stored: [], problems: [] }
  for await (const part of request.files()) {
    const bytes = await collect(part.file, ctx.app.config.files.maxBytes, 'drain').catch((error) => {
      if (error instanceof FileError) return error
      throw error
    })
    if (bytes instanceof FileError) received.problems.push({ name: shown(part.filename), code: bytes.code })
    else if (bytes.length === 0 && !part.filename) continue
    else if (received.stored.length >= room) received.problems.push({ name: shown(part.filename), code: 'file.too-many' })
    else {
      const stored = await storeFile(ctx, owner, uploadedBy, { name: part.filename ?? '', bytes })
      if ('code' in stored) received.problems.push({ name: shown(stored.name), code: stored.code })
      else received.stored.push(stored)
    }
  }
  return received
}

const shown = (name: string | undefined): string => (name ?? '').slice(0, 120)
export const viewOf = ({ id, name, type, bytes, scan }: Loose) => ({ id, name, type, bytes, scan })
