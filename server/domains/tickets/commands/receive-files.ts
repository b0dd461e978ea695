import type { FastifyRequest } from 'fastify'
import type { Ctx } from '#platform/ctx'
import { collect, FileError } from '#platform/files/index'
import { Refusal } from '#platform/refusal'
import { sha256 } from '#platform/vault/index'
import { type Loose, type Owner, storedBefore, storeFile } from './files.ts'

export interface Received {
  stored: Loose[]
  problems: { name: string; code: string }[]
}

/** Takes the files of a form one by one; each passes or fails by itself, the text of the form is never at stake. An unchosen field is no file. */
export async function receiveFiles(ctx: Ctx, request: FastifyRequest, owner: Owner, uploadedBy: string, room: number): Promise<Received> {
  const received: Received = { stored: [], problems: [] }
  let [parts, fresh] = [0, 0]
  for await (const part of partsOf(request)) {
    const bytes = await collect(part.file, ctx.app.config.files.maxBytes, 'drain').catch((error) => {
      if (error instanceof FileError) return error
      throw malformed()
    })
    if (bytes instanceof FileError) received.problems.push({ name: shown(part.filename), code: bytes.code })
    else if (bytes.length === 0 && !part.filename) continue
    else await take(part.filename ?? '', bytes)
  }
  return received

  async function take(name: string, bytes: Buffer): Promise<void> {
    const keyed = ofOneFile(ctx, parts++, name, bytes)
    const before = await storedBefore(keyed, name)
    if (before) return void received.stored.push(before)
    if (fresh >= room) return void received.problems.push({ name: shown(name), code: 'file.too-many' })
    const stored = await storeFile(keyed, owner, uploadedBy, { name, bytes })
    if ('code' in stored) return void received.problems.push({ name: shown(stored.name), code: stored.code })
    received.stored.push(stored)
    fresh++
  }
}

/** A body that is no form, or stops in the middle of one, is the sender's fault and no fault of ours: the parser's errors carry no code. */
const malformed = () => new Refusal('invalid', 'request.malformed')
async function* partsOf(request: FastifyRequest) {
  try {
    yield* request.files()
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('FST_') ? error : malformed()
  }
}

/** The key of a form is told apart by file; the same key with another content or name is refused like any other body. */
function ofOneFile(ctx: Ctx, index: number, name: string, bytes: Buffer): Ctx {
  const key = ctx.idempotency
  if (!key) return ctx
  const body = [key.bodyMac.toString('hex'), name, sha256(bytes).toString('hex')].join('\n')
  return { ...ctx, idempotency: { ...key, key: `${key.key} file ${index}`, bodyMac: ctx.app.vault.mac('code', body) } }
}

const shown = (name: string | undefined): string => (name ?? '').slice(0, 120)
export const viewOf = ({ id, name, type, bytes, scan }: Loose) => ({ id, name, type, bytes, scan })
