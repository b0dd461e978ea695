import { parseArgs } from 'node:util'
import { shippedMind } from '#domains/assistant/index'
import { understandLines } from './assistant-lines.ts'
import { trainOn } from './assistant-train.ts'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'

export const command: Command = {
  help: `opora assistant < lines.jsonl > out.jsonl
opora assistant --train data.jsonl [--test data.jsonl]

Reads messages from standard input, one JSON object a line: {"text", "lang", "expectsCode"}; only text is needed, and
expectsCode says that the assistant has just asked for a code. Writes one line for each, in the same order:
  {"topic", "top": [{"topic", "p"}], "outOfScope": 0..1, "needsHuman", "secrets": [{"kind", "start", "end"}],
   "action": "answer"|"suggest"|"ask"|"handOver", "article"}
topic is one of the assistant's own; article is there when a published article is near enough; start and end count
UTF-16 units of the text as it was given. A line that cannot be read gets {"error", "line"} in its place.

  --train  learns from another set, lines {"text", "label"} and optionally "group"; label oos or out_of_scope is what is
           out of scope. Writes one JSON object: top1, top3, outOfScopeAuroc, seconds, modelBytes. The shipped model
           is not touched.
  --test   the set to judge by; without it a fifth of --train is held back, whole groups of it.

Exit code: 0, 1 when a line could not be read, 2 when the command was not understood.`,

  async run(args) {
    const { values } = parseArgs({ args, options: { train: { type: 'string' }, test: { type: 'string' } } })
    if (values.train !== undefined) return trainOn(values.train, values.test ?? null, process.stdout, process.stderr)
    if (values.test !== undefined) throw new UsageError('--test needs --train')
    return understandLines(process.stdin, process.stdout, shippedMind())
  },
}
