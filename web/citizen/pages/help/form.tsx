import { formSteps, type HelpedForm, isHelpedForm } from '../../form-steps.ts'
import { page, pages, redirect } from '../../glue/pages.ts'
import { Frame } from '../../parts/frame.tsx'
import { useHref, useTexts } from '../../parts/small.tsx'
import { fill, textOf } from '../../texts/texts.ts'

/** CHAT-5 as an article: the small window shows the same steps one by one beside the form. */
function FormArticle({ form }: { form: HelpedForm }) {
  const { steps: t } = useTexts()
  const href = useHref()
  const { path, fields } = formSteps[form]
  return (
    <Frame title={fill(t.title, { form: t[form] })} back="/help">
      <p>{t.lead}</p>
      <ol data-steps={form}>
        {fields.map((field) => (
          <li key={field} data-field={field}>
            <h2 class="small">
              <a href={`${href(path)}#${field}`}>{textOf(t, `field.${field}`, '')}</a>
            </h2>
            <p>{textOf(t, `${form}.${field}`, '')}</p>
          </li>
        ))}
      </ol>
      <div class="buttons">
        <a class="button" href={href(path)}>
          {t['to-form']}
        </a>
        <a href={href('/help')}>{t.other}</a>
      </div>
    </Frame>
  )
}

/** A form without an instruction leads to the search of articles. */
export const formHelp = pages({
  'GET /help/form/:id': ({ params }) => (isHelpedForm(params.id) ? page(<FormArticle form={params.id} />) : redirect('/help')),
})
