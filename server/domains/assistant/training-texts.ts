import { readdirSync, readFileSync } from 'node:fs'
import type { Example } from './classifier/folds.ts'

const folder = new URL('./data/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const jsonLines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))

/** A file of phrases that belongs to no topic of its own: cries for help, which are for people. */
const TOPIC_OF_FILE: Record<string, string> = { crisis: 'human_operator' }

type Phrase = { text: string; group: string; needsHuman?: boolean }
type Seed = { text: string; topic: string; needsHuman?: boolean }

/** All phrases of the shipped model, a file a topic; a new topic is a new file. The seed phrases are groups of their own. */
export function shippedExamples({ withSeed = true } = {}): Example[] {
  const files = readdirSync(new URL('./phrases/', folder))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
  const written = files.flatMap((file) => {
    const topic = file.replace('.jsonl', '')
    return (jsonLines(read(`phrases/${file}`)) as Phrase[]).map(({ text, group, needsHuman = false }) => ({
      text,
      label: TOPIC_OF_FILE[topic] ?? topic,
      group,
      needsHuman,
    }))
  })
  return withSeed
    ? [...written, ...heldOutTexts('seed').map(({ text, topic, needsHuman = false }, i) => ({ text, label: topic, group: `seed-${i}`, needsHuman }))]
    : written
}

/** Texts that judge a model: `evaluation` and `evaluation-latin` (Russian in Latin letters) are never learned from, `seed` is learned from by the shipped model only. */
export const heldOutTexts = (name: 'evaluation' | 'evaluation-latin' | 'seed'): (Seed & { lang: 'ru' | 'en' })[] =>
  (jsonLines(read(`${name}.jsonl`)) as (Seed & { lang: 'ru' | 'en' })[]).filter(({ text }) => text !== undefined)

/** Texts with secrets marked as `[kind:secret]`, and texts that only look as if they had one. */
export const heldOutSecrets = (): { text: string; secrets: { kind: string; start: number; end: number }[] }[] =>
  read('evaluation-secrets.txt')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const secrets: { kind: string; start: number; end: number }[] = []
      let text = ''
      let from = 0
      for (const { 0: mark, 1: kind = '', 2: secret = '', index } of line.matchAll(/\[([a-z]+):([^\]]*)\]/g)) {
        text += line.slice(from, index)
        secrets.push({ kind, start: text.length, end: text.length + secret.length })
        text += secret
        from = index + mark.length
      }
      return { text: text + line.slice(from), secrets }
    })

export const lexiconText = (): string => read('concepts.txt')
