import type { HelpedForm } from '../form-steps.ts'
import { useSite } from '../glue/site-context.ts'
import { useHref, useTexts } from './small.tsx'

/** On a page with a form that has an instruction: the way to it, and the mark by which the small window knows the form. */
export function FormHelp({ form }: { form: HelpedForm }) {
  const href = useHref()
  return (
    <p class="faint" data-help={form}>
      <a href={href(`/help/form/${form}`)}>{useTexts().steps.link}</a>
    </p>
  )
}

/** In the small window: hidden until its script has found the form of the page around it. On another site it finds none. */
export function HelpInWindow() {
  const { host } = useSite()
  const { steps: t } = useTexts()
  const href = useHref()
  if (host !== undefined) return null
  const words = Object.fromEntries(Object.entries(t).flatMap(([key, text]) => (key.startsWith('js.') ? [[key.slice(3), text]] : [])))
  return (
    <section
      class="card"
      data-form-help={href('/help/form/')}
      data-articles={href('/help')}
      data-words={JSON.stringify(words)}
      aria-label={t['js.title']}
      hidden
    />
  )
}
