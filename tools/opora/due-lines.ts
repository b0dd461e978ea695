import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { answerDue, type DueAnswer, DueProblem, type DueQuestion } from './due-question.ts'

/** Answers JSON lines as they come, in their order, a chunk of input at a time so that nothing piles up. Returns 1 when any line had no answer. */
export async function answerLines(input: Readable, output: Writable, defaults: { policy: string; zone: string }): Promise<number> {
  let rest = ''
  let failed = false
  const answer = async (lines: string[]) => {
    let text = ''
    for (const line of lines) {
      const reply = answerLine(line, defaults)
      if ('error' in reply) failed = true
      text += `${JSON.stringify(reply)}\n`
    }
    if (text !== '' && !output.write(text)) await once(output, 'drain')
  }
  input.setEncoding('utf8')
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    await answer(lines)
  }
  // The last line may lack its line break.
  if (rest !== '') await answer([rest])
  return failed ? 1 : 0
}

/** The reply never repeats the line: it may hold more than it should. */
export function answerLine(line: string, defaults: { policy: string; zone: string }): DueAnswer | { error: string } {
  let question: unknown
  try {
    question = JSON.parse(line)
  } catch {
    return { error: 'not JSON' }
  }
  if (typeof question !== 'object' || question === null || Array.isArray(question)) return { error: 'not a JSON object' }
  try {
    const { receivedAt, class: term, policy = defaults.policy, zone = defaults.zone } = question as Partial<DueQuestion>
    return answerDue({ receivedAt, class: term, policy, zone })
  } catch (error) {
    if (error instanceof DueProblem) return { error: error.message }
    throw error
  }
}
