import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { type Example, learned, lexiconText, packed, scoresOn, unpacked } from '#domains/assistant/index'
import { UsageError } from './command.ts'

/** Fewer labels are no choice. */
const FEWEST_LABELS = 2
const PARTS = 5

/** Learns from one file, judges by another or by a fifth held back, and writes the figures. Bad lines are named and left out. */
export async function trainOn(trainPath: string, testPath: string | null, output: Writable, problems: Writable): Promise<number> {
  let failed = false
  const read = async (path: string): Promise<Example[]> => {
    const { examples, errors } = await examplesIn(path)
    for (const error of errors) problems.write(`opora: ${path}: ${error}\n`)
    failed ||= errors.length > 0
    return examples
  }
  const all = await read(trainPath)
  const [train, test] = testPath === null ? heldBack(all) : [all, await read(testPath)]
  if (new Set(train.map(({ label }) => label)).size < FEWEST_LABELS) throw new UsageError(`${trainPath} needs lines of at least ${FEWEST_LABELS} labels`)
  const began = performance.now()
  const model = learned(train, 'trained', { lexiconText: lexiconText() })
  const seconds = (performance.now() - began) / 1000
  const file = packed(model)
  // What is judged is the model as it would be read back.
  const scores = scoresOn(unpacked(file) ?? model, test)
  const figures = {
    train: train.length,
    test: test.length,
    labels: model.labels.length,
    top1: rounded(scores.top1),
    top3: rounded(scores.top3),
    outOfScopeAuroc: rounded(scores.outOfScopeAuroc),
    seconds: rounded(seconds),
    modelBytes: file.length,
  }
  output.write(`${JSON.stringify(figures)}\n`)
  return failed ? 1 : 0
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 10_000) / 10_000)

async function examplesIn(path: string): Promise<{ examples: Example[]; errors: string[] }> {
  const examples: Example[] = []
  const errors: string[] = []
  let number = 0
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++
      if (line.trim() === '') continue
      const example = exampleOf(line, number)
      if (typeof example === 'string') errors.push(example)
      else examples.push(example)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'EACCES'))
      throw new UsageError(`${path} cannot be read`)
    throw error
  }
  return { examples, errors }
}

/** Sets without groups are one text a group. */
function exampleOf(line: string, number: number): Example | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return `line ${number} is not JSON`
  }
  const { text, label, topic, group, needsHuman } = (value ?? {}) as Record<string, unknown>
  const name = label ?? topic
  if (typeof text !== 'string' || typeof name !== 'string') return `line ${number} has no text or no label`
  return { text, label: name, group: typeof group === 'string' ? group : String(number), needsHuman: needsHuman === true }
}

/** Whole groups of each label in turn go to the part that judges. */
function heldBack(examples: readonly Example[]): [Example[], Example[]] {
  const nth = new Map<string, number>()
  const isHeld = new Map<string, boolean>()
  const [train, test]: [Example[], Example[]] = [[], []]
  for (const example of examples) {
    const key = `${example.label}\n${example.group}`
    let held = isHeld.get(key)
    if (held === undefined) {
      const n = nth.get(example.label) ?? 0
      nth.set(example.label, n + 1)
      held = n % PARTS === PARTS - 1
      isHeld.set(key, held)
    }
    ;(held ? test : train).push(example)
  }
  return [train, test]
}
