import type { ComponentChildren } from 'preact'
import type { Recovery } from '#contract/accounts'
import type { Sent } from '../../parts/code.tsx'
import type { Refused, Trouble } from '../../parts/form.tsx'
import { Frame } from '../../parts/frame.tsx'
import { useTexts } from '../../parts/small.tsx'

export type Proof = Recovery['offers'][number]
export interface ProofProps {
  recovery: Recovery
  /** The way chosen among the offers. */
  chosen: Proof | undefined
  sent: Sent
  refused: Refused[]
}

const steps = ['contact', 'proof', 'password', 'done'] as const

/** A page of the recovery, with the four words of its steps on top. */
export function Step(props: { at: (typeof steps)[number]; title: string; troubles?: Trouble[]; back?: string; children: ComponentChildren }) {
  const { at, title, troubles, back, children } = props
  const t = useTexts().recovery
  return (
    <Frame title={title} back={back} troubles={troubles ?? []} ownHeading>
      <nav aria-label={t.steps}>
        <ol class="steps">
          {steps.map((step) => (
            <li key={step} aria-current={step === at ? 'step' : undefined}>
              {t[`step.${step}`]}
            </li>
          ))}
        </ol>
      </nav>
      <h1>{title}</h1>
      {children}
    </Frame>
  )
}

/** The recovery this browser began; the API asks for the browser as well. A day, as long as a recovery lives. */
export const recoveryCookie = (id: string, secure: boolean): string =>
  `recovery=${id}; Path=/; SameSite=Lax; HttpOnly; Max-Age=${id ? 86_400 : 0}${secure ? '; Secure' : ''}`
