import type { S3Client } from '@aws-sdk/client-s3'
import { FileError } from './file-error.ts'
import { FILE_ID } from './names.ts'
import { checkedId, type FileStore } from './store.ts'

export type S3Settings = {
  /** URL of an S3-compatible store; without it AWS of the region. */
  endpoint?: string
  region: string
  bucket: string
  /** Put before every key, for a bucket that is shared. */
  prefix?: string
  accessKeyId: string
  secretAccessKey: string
  /** Tries per call, 3 by default. */
  attempts?: number
}

const CONNECT_MS = 3000
const ANSWER_MS = 20_000

/** Files in an S3-compatible store. The client is 20 MB of memory, so it is loaded with the first call. */
export function s3Store({ endpoint, region, bucket, prefix = '', accessKeyId, secretAccessKey, attempts = 3 }: S3Settings): FileStore {
  let loading: Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined

  async function load() {
    const sdk = await import('@aws-sdk/client-s3')
    const client = new sdk.S3Client({
      region,
      ...(endpoint ? { endpoint } : {}),
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      maxAttempts: attempts,
      requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
      // most compatible stores do not know the newer checksum trailers; our sealing finds a flipped bit anyway
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    return { sdk, client }
  }
  const s3 = () => {
    loading ??= load()
    return loading
  }
  const at = (id: string) => ({ Bucket: bucket, Key: prefix + checkedId(id) })

  async function* list(idPrefix = '') {
    const { sdk, client } = await s3()
    let next: string | undefined
    do {
      const page = await client
        .send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix + idPrefix, ...(next ? { ContinuationToken: next } : {}) }))
        .catch(refused)
      for (const { Key } of page.Contents ?? []) {
        const id = Key?.slice(prefix.length) ?? ''
        if (FILE_ID.test(id)) yield id
      }
      next = page.IsTruncated ? page.NextContinuationToken : undefined
    } while (next)
  }

  return {
    list,

    async put(id, sealed) {
      const place = at(id)
      const { sdk, client } = await s3()
      await client
        .send(new sdk.PutObjectCommand({ ...place, Body: sealed, ContentLength: sealed.length, ContentType: 'application/octet-stream' }))
        .catch(refused)
    },

    async get(id) {
      const place = at(id)
      const { sdk, client } = await s3()
      const answer = await client.send(new sdk.GetObjectCommand(place)).catch(refused)
      const bytes = await answer.Body?.transformToByteArray().catch(refused)
      if (!bytes) throw new FileError('storage.unavailable')
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },

    async remove(id) {
      const place = at(id)
      const { sdk, client } = await s3()
      await client.send(new sdk.DeleteObjectCommand(place)).catch(refused)
    },

    free: async () => null,

    async reachable() {
      try {
        const { sdk, client } = await s3()
        await client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }))
        return true
      } catch {
        return false
      }
    },

    // an interrupted PUT leaves nothing in S3
    removeUnfinished: async () => 0,
  }
}

function refused(error: unknown): never {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } }
  if (name === 'NoSuchKey' || name === 'NotFound') throw new FileError('file.missing', error)
  throw new FileError($metadata?.httpStatusCode === 507 ? 'storage.full' : 'storage.unavailable', error)
}
