import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { noticeEvents } from '#contract/notice-events'
import { chatEvents } from './live.ts'

test('CHAT-4: whatever a command writes of a talk is heard in its room', () => {
  const folder = new URL('./commands/', import.meta.url)
  const written = readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/(?:event(?::| =)|\.write\(|\bact\(ctx, id,|\? )\s*'(chat\.[a-z-]+)'/g)].map(
      ([, event]) => event!,
    ),
  )
  assert.ok(new Set(written).size >= 20, `${new Set(written).size} were found`)
  assert.deepEqual([...new Set(written)].filter((event) => !chatEvents.includes(event) && !(event in noticeEvents)).sort(), [])
  assert.deepEqual(
    chatEvents.filter((event) => !readdirSync(folder).some((name) => readFileSync(new URL(name, folder), 'utf8').includes(`'${event}'`))),
    [],
  )
})
