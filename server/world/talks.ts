import type { deskResults } from '#contract/chat-desk'
import type { Team } from '#contract/staff'
import type { Topic } from '#contract/topics'
import type { Ctx } from '#platform/ctx'
import { uuidv7 } from '#platform/ids'
import { acceptChat, answerChat, endDeskChat, noteChat, transferChat } from '../domains/chat/commands/at-desk.ts'
import { callOperator, endChat, keepPlace, rateChat } from '../domains/chat/commands/of-citizen.ts'
import { openChat } from '../domains/chat/commands/open.ts'
import { requestByStaff } from '../domains/chat/commands/request.ts'
import { sendChat } from '../domains/chat/commands/send.ts'
import { myChat } from '../domains/chat/load.ts'
import { messagesOf } from '../domains/chat/queries/messages.ts'
import { browserOf } from './acts-of-citizens.ts'
import { citizens, type Person } from './citizens.ts'
import type { Player } from './player.ts'
import written from './talks.json' with { type: 'json' }
import type { Random } from './words.ts'

interface Line {
  do: string
  by?: string
  to?: string
  text?: string
}
interface Talking {
  player: Player
  person: Person
  sessionId: string
  id: string
  at: Date
}
type Act = (talk: Talking, line: Line) => Promise<unknown>

const citizenIn = ({ player, person, sessionId, at }: Talking): Promise<Ctx> => browserOf(player, { person, sessionId }, at)
const asCitizen =
  (act: (ctx: Ctx, id: string, line: Line) => Promise<unknown>): Act =>
  async (talk, line) =>
    act(await citizenIn(talk), talk.id, line)
const asStaff =
  (act: (ctx: Ctx, id: string, line: Line & { text: string }) => Promise<unknown>): Act =>
  ({ player, id, at }, line) =>
    act(player.staff(line.by!, at), id, { ...line, text: line.text ?? '' })

const acts: Record<string, Act> = {
  says: async (talk, { text }) => {
    const ctx = await citizenIn(talk)
    if (talk.id) return sendChat(ctx, talk.id, { text })
    talk.id = (await openChat(ctx, { text, lang: talk.person.lang, zone: talk.person.zone })).id
  },
  presses: asCitizen(async (ctx, id, { text }) => {
    const { messages } = await messagesOf(ctx, await myChat(ctx, id), 'citizen', { after: 0 })
    const shown = messages.findLast(({ options }) => options.some((option) => option.id === text))
    if (!shown) throw new Error(`no button ${text} was shown`)
    return sendChat(ctx, id, { option: { seq: shown.seq, id: text! } })
  }),
  // The assistant may have called a person already.
  calls: asCitizen((ctx, id) => callOperator(ctx, id)),
  keeps: async (talk) => keepPlace(await citizenIn(talk), talk.id, talk.person.email),
  leaves: asCitizen((ctx, id) => endChat(ctx, id, {})),
  rates: asCitizen((ctx, id, { to, text }) => rateChat(ctx, id, { score: Number(to), comment: text })),
  takes: asStaff((ctx, id) => acceptChat(ctx, id)),
  answers: asStaff((ctx, id, { text }) => answerChat(ctx, id, { text })),
  notes: asStaff((ctx, id, { text }) => noteChat(ctx, id, text)),
  hands: asStaff((ctx, id, { to, text }) => transferChat(ctx, id, { team: to as Team, note: text })),
  files: asStaff((ctx, id, { to, text }) => requestByStaff(ctx, id, { subject: text, topic: to as Topic })),
  ends: asStaff((ctx, id, { to, text }) => endDeskChat(ctx, id, { result: to as (typeof deskResults)[number], solution: text })),
}

/** How long it takes until somebody is free, or to read what came before and to type this: as people do, some thirty letters in five seconds. */
const secondsFor = ({ do: what, text = '' }: Line, random: Random): number => (what === 'takes' ? 20 + random() * 200 : 8 + text.length / 6)

/** The talks of the demonstration: helped by the assistant, by people, left, and two that wait for somebody who signs in. */
export async function playTalks(player: Player, moments: readonly Date[], now: Date): Promise<number> {
  for (const { who, ago, minutes, steps } of written as readonly { who: string; ago?: number; minutes?: number; steps: readonly Line[] }[]) {
    const person = citizens.find(({ name }) => name.includes(who))
    if (!person) throw new Error(`nobody is called ${who}`)
    const begins = minutes === undefined ? moments[Math.max(0, moments.length - 1 - ago!)]! : new Date(now.getTime() - minutes * 60_000)
    const talk: Talking = { player, person, sessionId: uuidv7(begins), id: '', at: begins }
    for (const line of steps) {
      talk.at = new Date(Math.min(now.getTime(), talk.at.getTime() + secondsFor(line, player.random) * 1000))
      const act = acts[line.do]
      if (!act) throw new Error(`nobody ${line.do}`)
      await act(talk, line)
    }
    await player.post(talk.at)
  }
  return written.length
}
