import { fullySignedIn, noteDataChecked } from '#domains/accounts/index'
import type { Ctx } from '#platform/ctx'
import { showRequestNumber } from '#platform/identifiers/index'
import en from '../texts.en.json' with { type: 'json' }
import ru from '../texts.ru.json' with { type: 'json' }
import { submitTicket } from './submit.ts'

/**
 * RECOV-6: one button after a recovery, "my data is wrong". Files an urgent request with a text of ours, with what the person adds, and
 * the question is answered. The same key files it once.
 */
export async function reportMismatch(ctx: Ctx, added: string | undefined): Promise<{ number: string }> {
  const { id } = fullySignedIn(ctx.actor)
  const texts = ctx.lang === 'en' ? en : ru
  const { number } = await submitTicket(ctx, {
    channel: 'form',
    intake: {
      topic: 'data.error',
      kind: 'problem',
      subject: texts['mismatch.subject'],
      description: [texts['mismatch.text'], added?.trim()].filter(Boolean).join('\n\n'),
      lang: ctx.lang,
    },
    also: (tx) => noteDataChecked(tx, id, ctx.now, 'mismatch'),
  })
  return { number: showRequestNumber(number) }
}
