// What the assistant understands, on our held-out texts and on two public sets (not in the repository: CLINC150, RUTUBE support questions).
// `node bench/assistant.ts [--sets DIR] [--only own,time,rutube,articles,clinc] [--out bench/recorded/assistant.json]`
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Example, learned, lexiconText, packed, scoresOn, unpacked } from '#domains/assistant/index'
import { articleFolds, articlesFound } from './assistant/articles.ts'
import { ownFigures } from './assistant/own.ts'
import { timeFigures } from './assistant/time.ts'
import { machine } from './machine.ts'
import { round } from './measure.ts'

const { values } = parseArgs({
  options: { sets: { type: 'string', default: '' }, only: { type: 'string', default: 'own,time,rutube,articles,clinc' }, out: { type: 'string' } },
})
const wanted = values.only.split(',')
const linesOf = <T>(name: string): T[] =>
  readFileSync(join(values.sets, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const has = (name: string): boolean => values.sets !== '' && existsSync(join(values.sets, name))

type Case = { text: string; kb: number; c2: string }
type Known = { id: number; q: string; a: string; theme: string; c2: string }
/** The label of those that nobody filed. */
const UNFILED = 'Отсутствует'
const FEWEST = 8
const FOLDS = 5

/** Real messages to a video service by subject, five folds, its knowledge base always learned from. */
function rutubeSubjects() {
  const cases = linesOf<Case>('rutube_cases.jsonl').filter(({ c2 }) => c2 !== UNFILED)
  const many = new Set(cases.map(({ c2 }) => c2).filter((label) => cases.filter(({ c2 }) => c2 === label).length >= FEWEST))
  const used = cases.filter(({ c2 }) => many.has(c2))
  const base = linesOf<Known>('rutube_kb.jsonl').filter(({ c2 }) => many.has(c2))
  const example = (text: string, label: string, group: string): Example => ({ text, label, group, needsHuman: false })
  let [right, among, seconds] = [0, 0, 0]
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = [
      ...used.filter((_, i) => i % FOLDS !== fold).map(({ text, c2 }, i) => example(text, c2, `c${i}`)),
      ...base.map(({ q, c2 }, i) => example(q, c2, `k${i}`)),
    ]
    const test = used.filter((_, i) => i % FOLDS === fold).map(({ text, c2 }) => ({ text, label: c2 }))
    const began = process.cpuUsage().user
    const model = learned(train, 'bench', { lexiconText: lexiconText() })
    seconds += (process.cpuUsage().user - began) / 1e6 / FOLDS
    const scores = scoresOn(model, test)
    right += scores.top1! * test.length
    among += scores.top3! * test.length
  }
  return { texts: used.length, labels: many.size, top1: round(right / used.length, 4), top3: round(among / used.length, 4), trainCpuSeconds: round(seconds) }
}

function clinc() {
  const read = (name: string): Example[] => linesOf<{ text: string; label: string }>(name).map((one, i) => ({ ...one, group: String(i), needsHuman: false }))
  const train = [...read('clinc_train.jsonl'), ...read('clinc_oos_train.jsonl')]
  const test = [...read('clinc_test.jsonl'), ...read('clinc_oos_test.jsonl')]
  const began = process.cpuUsage().user
  const model = learned(train, 'bench', { lexiconText: lexiconText() })
  const seconds = (process.cpuUsage().user - began) / 1e6
  const file = packed(model)
  const { top1, top3, outOfScopeAuroc } = scoresOn(unpacked(file)!, test)
  return {
    train: train.length,
    test: test.length,
    top1: round(top1!, 4),
    top3: round(top3!, 4),
    outOfScopeAuroc: round(outOfScopeAuroc!, 4),
    trainCpuSeconds: round(seconds),
    modelBytes: file.length,
  }
}

const report: Record<string, unknown> = {}
if (wanted.includes('own')) report['own'] = ownFigures()
if (wanted.includes('time')) report['time'] = timeFigures()
if (wanted.includes('rutube') && has('rutube_cases.jsonl')) report['rutube'] = rutubeSubjects()
if (wanted.includes('articles') && has('rutube_kb.jsonl'))
  report['articles'] = articlesFound(
    articleFolds(
      linesOf<Case>('rutube_cases.jsonl').filter(({ c2 }) => c2 !== UNFILED),
      FOLDS,
    ),
    linesOf<Known>('rutube_kb.jsonl').map(({ id, q, a, theme, c2 }) => ({ id: String(id), topic: c2, alsoIn: [theme], wordings: [q], text: a })),
  )
if (wanted.includes('clinc') && has('clinc_train.jsonl')) report['clinc'] = clinc()
process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
if (values.out) {
  const before = existsSync(values.out) ? JSON.parse(readFileSync(values.out, 'utf8')) : {}
  writeFileSync(values.out, `${JSON.stringify({ ...before, machine: machine(), ...report }, null, 1)}\n`)
}
