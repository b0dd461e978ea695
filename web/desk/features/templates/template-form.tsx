import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { type Placeholder, saveTemplate, type Template, type TemplateSide, templateLimits } from '#contract/notice-templates'
import { useSend } from '../../api/send.ts'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import css from '../knowledge/article.module.css'
import { Pills } from './pills.tsx'
import { sidesOf } from './queries.ts'

const langs = ['ru', 'en'] as const
type Lang = (typeof langs)[number]
type Field = 'subject' | 'body' | 'sms' | 'push.title' | 'push.text'
type Typed = Record<Lang, Record<Field, string>>

const typedOf = ({ subject, body, sms, push }: TemplateSide): Record<Field, string> => ({
  subject,
  body,
  sms: sms ?? '',
  'push.title': push?.title ?? '',
  'push.text': push?.text ?? '',
})
const limits: Partial<Record<Field, number>> = {
  subject: templateLimits.subject,
  body: templateLimits.body,
  'push.title': templateLimits.pushTitle,
  'push.text': templateLimits.pushText,
}

/** Both languages side by side; what is typed stays when it is refused. Values are put in by a press, where the cursor was. */
export function TemplateForm({ template, onSaved }: { template: Template; onSaved: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const send = useSend(saveTemplate)
  const newest = sidesOf(template, template.version)
  const [typed, setTyped] = useState<Typed>({ ru: typedOf(newest.ru), en: typedOf(newest.en) })
  const last = useRef<{ lang: Lang; field: Field; at: HTMLInputElement | HTMLTextAreaElement } | null>(null)
  const { sms, push } = template.default.ru
  const fields: Field[] = [
    'subject',
    'body',
    ...(sms === null ? [] : ['sms' as const]),
    ...(push === null ? [] : ['push.title' as const, 'push.text' as const]),
  ]

  const change = (lang: Lang, field: Field, text: string) => setTyped((now) => ({ ...now, [lang]: { ...now[lang], [field]: text } }))
  const insert = ({ name }: Placeholder, lang: Lang) => {
    const into = last.current?.lang === lang ? last.current : null
    const field = into?.field ?? 'body'
    const text = typed[lang][field]
    const start = into?.at.selectionStart ?? text.length
    const put = `{{${name}}}`
    change(lang, field, text.slice(0, start) + put + text.slice(into?.at.selectionEnd ?? start))
    into?.at.focus()
    requestAnimationFrame(() => into?.at.setSelectionRange(start + put.length, start + put.length))
  }
  const sideOf = (lang: Lang): TemplateSide => ({
    subject: typed[lang].subject,
    body: typed[lang].body,
    sms: sms === null ? null : typed[lang].sms,
    push: push === null ? null : { title: typed[lang]['push.title'], text: typed[lang]['push.text'] },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate(
      { params: { event: template.event }, body: { ru: sideOf('ru'), en: sideOf('en'), expected: template.version } },
      {
        onSuccess: async ({ version }) => {
          await client.invalidateQueries({ queryKey: ['templates'] })
          tell(t('templates.saved', { version }))
          onSaved()
        },
      },
    )
  }
  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {send.error && <ProblemAlert error={send.error} />}
        <div className={css.sides}>
          {langs.map((lang) => (
            <fieldset key={lang} className={css.side}>
              <legend>{t(`templates.lang.${lang}`)}</legend>
              <Stack gap="sm">
                {fields.map((field) => {
                  const max = limits[field]
                  const left = max === undefined ? 0 : max - [...typed[lang][field]].length
                  const more = {
                    label: t(`templates.field.${field}`),
                    description: field === 'sms' ? t('templates.sms-hint') : t(field.startsWith('push') ? 'templates.push-hint' : 'templates.left', { left }),
                    lang,
                    value: typed[lang][field],
                    onFocus: ({ currentTarget: at }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
                      last.current = { lang, field, at }
                    },
                    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change(lang, field, currentTarget.value),
                  }
                  return field === 'subject' || field === 'push.title' ? (
                    <TextInput key={field} {...more} />
                  ) : (
                    <Textarea key={field} {...more} autosize minRows={field === 'body' ? 5 : 2} maxRows={16} />
                  )
                })}
                <Pills placeholders={template.placeholders} lang={lang} onPress={(one) => insert(one, lang)} />
              </Stack>
            </fieldset>
          ))}
        </div>
        <Group>
          <Button type="submit" loading={send.isPending}>
            {t('templates.save')}
          </Button>
          <Button variant="default" onClick={() => setTyped({ ru: typedOf(template.default.ru), en: typedOf(template.default.en) })}>
            {t('templates.from-default')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
