import { Link, useParams } from 'react-router'
import frame from '../../frame/frame.module.css'
import { PageTitle } from '../../parts/page.tsx'
import { LearningTexts } from '../../texts/learning-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import views from '../tickets/inbox.module.css'
import css from './learning.module.css'
import { ModelsPart } from './models-part.tsx'
import { QualityPart } from './quality-part.tsx'
import { UnknownPart } from './unknown-part.tsx'
import { WordingsPart } from './wordings-part.tsx'

const parts = { wordings: WordingsPart, unknown: UnknownPart, quality: QualityPart, models: ModelsPart } as const
type Part = keyof typeof parts

export function Page() {
  return (
    <LearningTexts>
      <Learning />
    </LearningTexts>
  )
}

/** Where editors see what the assistant could learn, how good it is, and which model is in use. */
function Learning() {
  const { t } = useTexts()
  const asked = useParams().part
  const part: Part = asked !== undefined && asked in parts ? (asked as Part) : 'wordings'
  const Shown = parts[part]
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{t('learning.title')}</PageTitle>
      <p className="muted">{t('learning.hint')}</p>
      <nav className={views.views} aria-label={t('learning.parts')}>
        {(Object.keys(parts) as Part[]).map((one) => (
          <Link key={one} to={`/learning/${one}`} aria-current={one === part ? 'page' : undefined}>
            {t(`learning.part.${one}`)}
          </Link>
        ))}
      </nav>
      <section className={css.part} aria-label={t(`learning.part.${part}`)}>
        <Shown />
      </section>
    </div>
  )
}
