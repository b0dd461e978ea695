import {
  heldOutSecrets,
  heldOutTexts,
  learnedAsShipped,
  type Mind,
  shippedExamples,
  shippedMind,
  type Understanding,
  understood,
} from '#domains/assistant/index'
import { auroc } from '../../server/domains/assistant/classifier/scores-on.ts'
import { asEnglishKeys, asRussianKeys } from '../../server/domains/assistant/language/layout.ts'
import { round } from '../measure.ts'

type Held = ReturnType<typeof heldOutTexts>[number]
type Judged = Held & { understanding: Understanding }

const share = <T>(list: readonly T[], counts: (one: T) => boolean): number => round(list.filter(counts).length / Math.max(1, list.length), 4)
const isRight = ({ topic, understanding }: Judged): boolean => understanding.topic === topic
const isAmong = ({ topic, understanding }: Judged): boolean => understanding.top.some((one) => one.topic === topic)
const topics = (list: readonly Judged[]) => ({ texts: list.length, top1: share(list, isRight), top3: share(list, isAmong) })

const LATIN: Record<string, string> = Object.fromEntries(
  [...'абвгдезийклмнопрстуфыэ']
    .map((letter, i): [string, string] => [letter, 'abvgdeziyklmnoprstufye'[i]!])
    .concat([
      ['ё', 'yo'],
      ['ж', 'zh'],
      ['х', 'h'],
      ['ц', 'ts'],
      ['ч', 'ch'],
      ['ш', 'sh'],
      ['щ', 'sch'],
      ['ю', 'yu'],
      ['я', 'ya'],
      ['ь', ''],
      ['ъ', ''],
    ]),
)
const inLatin = (text: string): string => [...text.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('')

/** A model that never saw the judging texts, on both held-out sets; the seed set only here is not learned from. */
export function ownFigures() {
  const mind: Mind = { ...shippedMind(), model: learnedAsShipped(shippedExamples({ withSeed: false })) }
  return {
    evaluation: figures(mind, heldOutTexts('evaluation')),
    seed: figures(mind, heldOutTexts('seed')),
    latinByHand: topics(judgedBy(mind, heldOutTexts('evaluation-latin'))),
    secrets: secretFigures(mind),
  }
}

const judgedBy = (mind: Mind, texts: readonly Held[], change = (text: string): string => text): Judged[] =>
  texts.map((one) => ({ ...one, understanding: understood(mind, change(one.text)) }))

function figures(mind: Mind, texts: readonly Held[]) {
  const all = judgedBy(mind, texts)
  const of = (lang: string) => texts.filter((one) => one.lang === lang)
  const [strange, ours] = [true, false].map((isOutside) => all.filter(({ topic }) => (topic === 'out_of_scope') === isOutside)) as [Judged[], Judged[]]
  const scope = (list: readonly Judged[]) => list.map(({ understanding }) => understanding.outOfScope)
  const kept = scope(ours).sort((a, b) => a - b)[Math.floor(ours.length * 0.95)] ?? 1
  const [called, others] = [true, false].map((needs) => all.filter(({ needsHuman = false }) => needsHuman === needs)) as [Judged[], Judged[]]
  const given = (action: string) => all.filter(({ understanding }) => understanding.action === action)
  return {
    ru: topics(all.filter(({ lang }) => lang === 'ru')),
    en: topics(all.filter(({ lang }) => lang === 'en')),
    wrongLayoutRu: topics(judgedBy(mind, of('ru'), asEnglishKeys)),
    wrongLayoutEn: topics(judgedBy(mind, of('en'), asRussianKeys)),
    latinLetters: topics(judgedBy(mind, of('ru'), inLatin)),
    falseRepairs: all.filter(({ understanding }) => understanding.meant !== null).length,
    halfTyped: topics(
      judgedBy(
        mind,
        texts.filter(({ text }) => text.length > 16),
        (text) => text.slice(0, Math.ceil(text.length / 2)),
      ),
    ),
    outOfScope: {
      texts: strange.length,
      auroc: round(auroc(scope(strange), scope(ours)) ?? Number.NaN, 4),
      missedAt95Kept: share(strange, ({ understanding }) => understanding.outOfScope <= kept),
    },
    needsHuman:
      called.length === 0
        ? null
        : {
            texts: called.length,
            recall: share(called, ({ understanding }) => understanding.needsHuman),
            falseShare: share(others, ({ understanding }) => understanding.needsHuman),
          },
    answer: { share: share(all, ({ understanding }) => understanding.action === 'answer'), right: share(given('answer'), isRight) },
    suggest: { share: share(all, ({ understanding }) => understanding.action === 'suggest'), among: share(given('suggest'), isAmong) },
    ask: share(all, ({ understanding }) => understanding.action === 'ask'),
  }
}

function secretFigures(mind: Mind) {
  let [hit, missed, wrong] = [0, 0, 0]
  for (const { text, secrets } of heldOutSecrets()) {
    const seen = understood(mind, text).secrets
    const meets = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start < b.end && b.start < a.end
    for (const secret of secrets) seen.some((one) => one.kind === secret.kind && meets(one, secret)) ? hit++ : missed++
    wrong += seen.filter((one) => !secrets.some((secret) => meets(one, secret))).length
  }
  return { secrets: hit + missed, recall: round(hit / (hit + missed), 4), precision: round(hit / (hit + wrong), 4) }
}
