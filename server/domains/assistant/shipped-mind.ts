import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sha256 } from '#platform/vault/index'
import { catalogueOf } from './articles/catalogue.ts'
import type { Example } from './classifier/folds.ts'
import { learned } from './classifier/learned.ts'
import type { Model } from './classifier/model.ts'
import { FORMAT, packed, unpacked } from './classifier/packed.ts'
import { OWN_WEIGHING } from './features/vectors.ts'
import { entriesOf, starterArticles } from './starter-articles.ts'
import { lexiconText, shippedExamples } from './training-texts.ts'
import type { Mind } from './understood.ts'

/** Beside the compiled code, which is kept between starts too; a folder that cannot be written to only costs the learning each time. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/assistant/', import.meta.url))

/** Wanted shares of right answers: of those given alone, and of offers of three. */
const PRECISION = { answer: 0.95, suggest: 0.9 }

/**
 * The model that comes with the code and the starter articles. It is learned from the phrases of this clone, which takes about a second and
 * needs nothing else, and then kept under the hash of all it was made of.
 */
export function shippedMind(cache: string | null = CACHE): Mind {
  const examples = shippedExamples()
  const articles = entriesOf(starterArticles())
  const version = versionOf(examples)
  const model = (cache === null ? null : kept(cache, version)) ?? keep(cache, learnedAsShipped(examples))
  return { model, catalogue: catalogueOf(articles, model.lexicon) }
}

/** Examples of our own topics, with the settings of the shipped model: what is learned anew when an operator's correction is published. */
export const learnedAsShipped = (examples: readonly Example[]): Model =>
  learned(examples, versionOf(examples), { lexiconText: lexiconText(), moreTexts: articleTexts(), precision: PRECISION, weighing: OWN_WEIGHING })

const articleTexts = (): string[] => entriesOf(starterArticles()).flatMap(({ wordings, text }) => [...wordings, text])

/** The name of the model that these examples would make. */
export const versionOf = (examples: readonly Example[]): string =>
  sha256(JSON.stringify([FORMAT, examples, lexiconText(), articleTexts(), PRECISION, OWN_WEIGHING]))
    .toString('hex')
    .slice(0, 16)

function kept(cache: string, version: string): Model | null {
  try {
    const model = unpacked(readFileSync(join(cache, `${version}.model`)))
    return model?.version === version ? model : null
  } catch {
    return null
  }
}

/** Answers what would be read back, so that a first start and a later one never differ. */
function keep(cache: string | null, model: Model): Model {
  const file = packed(model)
  if (cache !== null)
    try {
      mkdirSync(cache, { recursive: true })
      const path = join(cache, `${model.version}.model`)
      writeFileSync(`${path}.${process.pid}`, file)
      renameSync(`${path}.${process.pid}`, path)
    } catch {}
  return unpacked(file) ?? model
}
