import { readFileSync } from 'node:fs'
import type { Entry } from './articles/entry.ts'

type Article = { title: string; text: string; asked: Record<string, string> }
const read = (name: string): Record<string, Article> => JSON.parse(readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8'))

/** An article in both languages; `asked` are other ways to ask for it. */
export type StarterArticle = {
  id: string
  topic: string
  ru: { title: string; text: string; asked: string[] }
  en: { title: string; text: string; asked: string[] }
}

/** The articles that a new installation begins with; editors change them in the knowledge base. */
export function starterArticles(): StarterArticle[] {
  const topics = JSON.parse(readFileSync(new URL('./data/article-topics.json', import.meta.url), 'utf8')) as Record<string, string>
  const [ru, en] = [read('articles.ru.json'), read('articles.en.json')]
  const side = ({ title, text, asked }: Article) => ({ title, text, asked: Object.values(asked) })
  return Object.entries(topics).map(([id, topic]) => ({ id, topic, ru: side(ru[id]!), en: side(en[id]!) }))
}

/** As they are searched: both languages together, so that a question in either finds them. */
export const entriesOf = (articles: readonly StarterArticle[]): Entry[] =>
  articles.map(({ id, topic, ru, en }) => ({ id, topic, wordings: [ru.title, ...ru.asked, en.title, ...en.asked], text: `${ru.text} ${en.text}` }))
