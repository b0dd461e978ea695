import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { MAIL_IN_TROUBLE } from '#contract/notice-events'
import { dovecot, hasDovecot } from './testing/dovecot.ts'
import { aLetter, aPost } from './testing/letters.ts'

const skip = hasDovecot() ? false : 'needs Debian package dovecot-imapd and root'

async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return
    await pause(100)
  }
  assert.fail(`not within 20 s: ${what}`)
}

test('MAIL-1: letters of a real mailbox become requests; they are marked and moved only then, and twice makes nothing twice', { skip }, async () => {
  const box = await dovecot()
  const raw = aLetter({ subject: 'Из ящика' })
  box.put('first', raw)
  const post = await aPost({ MAIL_IN_IMAP_URL: `${box.url}?done=Done` }, {}, { mailboxTimes: { lookMs: 60_000, againMs: 200 } })
  const { db } = post.ctx.app.store
  const requests = async () => (await db.selectFrom('mail_in').select('id').where('state', '=', 'request').execute()).length
  const alarm = async () => (await db.selectFrom('store_fact').select('name').where('name', '=', MAIL_IN_TROUBLE).execute()).length
  try {
    await until('the first letter', async () => (await requests()) === 1)
    await until('it is moved', () => box.inbox().length === 0 && box.done().length === 1)
    const begun = performance.now()
    box.put('second', aLetter({ subject: 'Пока ждем' }))
    await until('the second, told of by the server', async () => (await requests()) === 2)
    assert.ok(performance.now() - begun < 10_000, 'IDLE tells of it, not the minute')
    box.put('again', raw)
    await until('the same letter again is only moved', () => box.done().length === 3)
    await post.mailIn.drain()
    assert.equal(await requests(), 2)

    await box.stop()
    box.put('meanwhile', aLetter({ subject: 'Ящик не отвечал' }))
    await until('the alarm', async () => (await alarm()) === 1)
    await box.start()
    await until('healed alone', async () => (await alarm()) === 0)
    await until('what waited', async () => (await requests()) === 3)
    assert.match(String(box.done()), /S/)
  } finally {
    await post.close()
    await box.stop()
  }
})

test('R21: of a letter that is too large for us the head waits in quarantine; the store away leaves a letter where it is', { skip }, async () => {
  const box = await dovecot()
  box.put('large', aLetter({ text: 'я'.repeat(100_000) }))
  const post = await aPost({ MAIL_IN_IMAP_URL: box.url, MAIL_IN_MAX_BYTES: '65536' }, {}, { mailboxTimes: { lookMs: 500, againMs: 200 } })
  const { db } = post.ctx.app.store
  try {
    await until('quarantine', async () => (await db.selectFrom('mail_in').select('reason').where('reason', '=', 'too-large').execute()).length === 1)
    await until('seen', () => box.inbox().some((name) => /:2,.*S/.test(name)))
  } finally {
    await post.close()
    await box.stop()
  }
})
