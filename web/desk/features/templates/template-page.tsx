import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Template } from '#contract/notice-templates'
import frame from '../../frame/frame.module.css'
import { Loaded } from '../../parts/loading.tsx'
import { PageTitle } from '../../parts/page.tsx'
import { TemplateTexts } from '../../texts/template-texts.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Preview } from './preview.tsx'
import { useTemplate } from './queries.ts'
import { TemplateForm } from './template-form.tsx'
import { Versions } from './versions.tsx'

export function Page() {
  return (
    <TemplateTexts>
      <OfEvent />
    </TemplateTexts>
  )
}

function OfEvent() {
  const { t, lang } = useTexts()
  const { event = '' } = useParams()
  const asked = useTemplate(event)
  return (
    <div className={frame.page} data-pane tabIndex={-1}>
      <PageTitle>{asked.data?.name[lang] ?? event}</PageTitle>
      <p>
        <Link to="/templates">{t('templates.back')}</Link>
      </p>
      <Loaded asked={asked}>{(template) => <Shown key={template.event} template={template} />}</Loaded>
    </div>
  )
}

/** The newest version in the fields; below, any version as it will look. */
function Shown({ template }: { template: Template }) {
  const [chosen, choose] = useState<number | null>(null)
  const version = chosen ?? template.version
  return (
    <>
      <TemplateForm key={template.version} template={template} onSaved={() => choose(null)} />
      <Versions template={template} shown={version} onLook={choose} />
      <Preview template={template} version={version} />
    </>
  )
}
