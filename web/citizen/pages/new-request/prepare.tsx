import { Icon, useTexts } from '../../parts/small.tsx'
import { fill } from '../../texts/texts.ts'

/** PREP-1: the seven things that make an answer quick. */
export const preparations = ['name', 'id', 'account', 'number', 'contacts', 'problem', 'files'] as const

export function Checklist({ prepared }: { prepared: string[] }) {
  const t = useTexts().form
  const done = preparations.filter((one) => prepared.includes(one))
  return (
    <details>
      <summary>{fill(t.prepare, { done: done.length })}</summary>
      <div>
        <ul class="plain">
          {preparations.map((one) => (
            <li key={one}>
              <Icon name={done.includes(one) ? 'circle-check' : 'circle-minus'} /> {t[`prep.${one}`]}:{' '}
              <span class={done.includes(one) ? 'tick' : 'faint'}>{done.includes(one) ? t.prepDone : t.prepNot}</span>
            </li>
          ))}
        </ul>
        <p>{t.prepNote}</p>
      </div>
    </details>
  )
}
