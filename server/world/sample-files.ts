import type { Topic } from '#contract/topics'
import { makePdf } from '#platform/pdf'
import type { Person } from './citizens.ts'

export interface SampleFile {
  name: string
  bytes: Buffer
}

const made = new Map<string, Promise<SampleFile>>()
const once = (key: string, make: () => Promise<SampleFile>): Promise<SampleFile> => {
  const known = made.get(key) ?? make()
  made.set(key, known)
  return known
}

/** What somebody attaches on this topic: a picture of a screen, or a paper marked as a sample. Drawn here; nothing real. */
export const sampleFile = (topic: Topic, lang: Person['lang']): Promise<SampleFile> =>
  topic.startsWith('tech.') || topic.startsWith('account.') ? once(`screen ${lang}`, () => screen(lang)) : once(`paper ${lang}`, () => paper(lang))

async function screen(lang: Person['lang']): Promise<SampleFile> {
  const { default: sharp } = await import('sharp')
  const line = (y: number, width: number) => `<rect x="60" y="${y}" width="${width}" height="14" rx="4" fill="#c9c6bb"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="560"><rect width="900" height="560" fill="#f6f5f0"/><rect width="900" height="56" fill="#0a5c58"/><rect x="24" y="20" width="150" height="16" rx="4" fill="#fff"/>
<rect x="40" y="90" width="820" height="84" rx="12" fill="#fbe5e1" stroke="#94231a" stroke-width="2"/><rect x="60" y="112" width="430" height="14" rx="4" fill="#94231a"/><rect x="60" y="138" width="290" height="12" rx="4" fill="#c0685f"/>
${line(220, 620)}${line(250, 560)}${line(280, 590)}<rect x="60" y="330" width="520" height="44" rx="8" fill="#fff" stroke="#6f7773" stroke-width="2"/><rect x="60" y="404" width="220" height="48" rx="8" fill="#0a5c58"/></svg>`
  return { name: lang === 'en' ? 'screenshot.png' : 'снимок-экрана.png', bytes: await sharp(Buffer.from(svg)).png().toBuffer() }
}

async function paper(lang: Person['lang']): Promise<SampleFile> {
  const [title, lines] =
    lang === 'en'
      ? ['Certificate (sample)', ['This paper was made for a demonstration.', 'It has no number, no stamp and no legal effect.']]
      : ['Справка (образец)', ['Эта бумага сделана для демонстрации.', 'Номера, печати и юридической силы у нее нет.']]
  const bytes = await makePdf({ info: { title }, language: lang, content: [{ text: title, style: 'h1' }, ...lines] })
  return { name: lang === 'en' ? 'certificate.pdf' : 'справка.pdf', bytes }
}
