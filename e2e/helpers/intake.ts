import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { aPng, pngChunk } from '../../server/platform/files/testing/samples.ts'

let made = Math.floor(Math.random() * 9_000_000)
/** Another telephone number at each call. */
const phone = (): string => `+7916${String(++made % 10_000_000).padStart(7, '0')}`

/** A form as a citizen fills it in; `marker` is one word found nowhere else. */
export function intake(marker: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    topic: 'access.signin',
    kind: 'problem',
    subject: `Не могу войти, метка ${marker}`,
    description: `Вчера вечером кабинет перестал открываться, пишет об ошибке. Метка ${marker}.`,
    name: 'Тест Тестович',
    phone: phone(),
    email: `${marker}@example.org`,
    ...more,
  }
}

/** Letters and digits only, starts with a letter: one word to every tokenizer. */
export const newMarker = (): string => `m${randomUUID().replaceAll('-', '').slice(0, 15)}`

/** A picture like no other: its size and its pixels depend on the marker. */
export function pngOf(marker: string): Buffer {
  const seed = crc32(marker)
  return aPng(20 + (seed % 200), 20 + ((seed >>> 8) % 200), [pngChunk('tEXt', Buffer.from(`Comment\0${marker}`))])
}
