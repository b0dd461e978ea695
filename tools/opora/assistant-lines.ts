import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { type Mind, understood } from '#domains/assistant/index'

/** Understands JSON lines as they come, in their order, a chunk of input at a time. Returns 1 when any line could not be read. */
export async function understandLines(input: Readable, output: Writable, mind: Mind): Promise<number> {
  let rest = ''
  let number = 0
  let failed = false
  const reply = async (lines: string[]) => {
    let text = ''
    for (const line of lines) {
      number++
      if (line.trim() === '') continue
      const answer = replyTo(mind, line, number)
      if ('error' in answer) failed = true
      text += `${JSON.stringify(answer)}\n`
    }
    if (text !== '' && !output.write(text)) await once(output, 'drain')
  }
  input.setEncoding('utf8')
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    await reply(lines)
  }
  // The last line may lack its line break.
  if (rest !== '') await reply([rest])
  return failed ? 1 : 0
}

export type Reply = ReturnType<typeof shown> | { error: string; line: number }

/** The reply never repeats the line: it may hold secrets. */
export function replyTo(mind: Mind, line: string, number: number): Reply {
  let message: unknown
  try {
    message = JSON.parse(line)
  } catch {
    return { error: `line ${number} is not JSON`, line: number }
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return { error: `line ${number} is not a JSON object`, line: number }
  const { text, expectsCode } = message as { text?: unknown; expectsCode?: unknown }
  if (typeof text !== 'string') return { error: `line ${number} has no text`, line: number }
  return shown(understood(mind, text, { expectsCode: expectsCode === true }))
}

const short = (value: number): number => Math.round(value * 10_000) / 10_000

const shown = ({ topic, top, outOfScope, needsHuman, secrets, action, article }: ReturnType<typeof understood>) => ({
  topic,
  top: top.map(({ topic, p }) => ({ topic, p: short(p) })),
  outOfScope: short(outOfScope),
  needsHuman,
  secrets,
  action,
  ...(article === null ? {} : { article }),
})
