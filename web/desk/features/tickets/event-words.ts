import { statusLooks } from '../../../ui/looks.ts'
import { useFormat } from '../../parts/format.ts'
import { useTexts } from '../../texts/texts.tsx'

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/**
 * A sentence for an event of the journal. Its details fill the text: instants become dates in the agency's zone, codes
 * (`status`, `reason`, `topic`, `field` ...) become their words.
 */
export function useEventWords() {
  const { maybe, lang } = useTexts()
  const format = useFormat()
  const word = (name: string, value: unknown): string | number => {
    if (typeof value === 'number') return value
    const said = String(value)
    if (instant.test(said)) return format.longTime(said)
    if (said in statusLooks) return statusLooks[said as keyof typeof statusLooks][lang]
    const places = [`words.${name}.${said}`, `words.extension.${said}`, `words.decline.${said}`, `words.topic.${said}`]
    const more = [`words.class.${said}`, `words.contact.${said}`, `tickets.purpose.${said}`, `words.team.${said}`, `words.category.${said}`]
    return [...places, ...more].map((key) => maybe(key)).find((text) => text !== undefined) ?? said
  }
  return (event: string, details: Record<string, unknown>) => {
    const values = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, word(name, value)]))
    return maybe(`events.${event}`, values) ?? event
  }
}
