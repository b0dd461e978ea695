import { Button, Group, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Lang } from '#contract/common'
import { type Template, templateMail, testTemplate } from '#contract/notice-templates'
import { addressOf } from '../../api/call.ts'
import { useSend } from '../../api/send.ts'
import { Loaded } from '../../parts/loading.tsx'
import { tell } from '../../parts/notices.tsx'
import { ProblemAlert } from '../../parts/problem-alert.tsx'
import { useTexts } from '../../texts/texts.tsx'
import { Differences } from './differences.tsx'
import { usePreview } from './queries.ts'
import css from './templates.module.css'

/** A version as people will see it, in one language at a time: mail in a frame without rights, its text part, text message, push. */
export function Preview({ template, version }: { template: Template; version: number }) {
  const { t, lang: own } = useTexts()
  const [lang, setLang] = useState<Lang>(own)
  const [width, setWidth] = useState<'phone' | 'desk'>('desk')
  const asked = usePreview(template.event, version, lang)
  return (
    <section aria-labelledby="preview" className={css.preview}>
      <h2 id="preview">{t('templates.preview')}</h2>
      <p className="muted">{version === 0 ? t('templates.preview-of-0') : t('templates.preview-of', { version })}</p>
      <Group>
        <SegmentedControl
          aria-label={t('templates.preview-lang')}
          value={lang}
          data={(['ru', 'en'] as const).map((value) => ({ value, label: t(`templates.lang.${value}`) }))}
          onChange={(value) => setLang(value as Lang)}
        />
        <SegmentedControl
          aria-label={t('templates.width')}
          value={width}
          data={(['phone', 'desk'] as const).map((value) => ({ value, label: t(`templates.width.${value}`) }))}
          onChange={(value) => setWidth(value as 'phone')}
        />
      </Group>
      <Differences template={template} version={version} lang={lang} />
      <Loaded asked={asked}>
        {({ subject, text, sms, push }) => (
          <>
            <iframe
              className={`${css.mail} ${width === 'phone' ? css.phone : ''}`}
              sandbox=""
              title={t('templates.frame', { subject })}
              src={addressOf(templateMail, { params: { event: template.event, version }, query: { lang } })}
            />
            <h3>{t('templates.text-part')}</h3>
            <pre className={css.said} lang={lang}>
              {`${subject}\n\n${text.trim()}`}
            </pre>
            <h3>{t('templates.field.sms')}</h3>
            {sms ? (
              <>
                <pre className={css.said} lang={lang}>
                  {sms.text}
                </pre>
                <p className="muted">{t('templates.sms-parts', { parts: sms.parts, units: sms.units })}</p>
              </>
            ) : (
              <p className="muted">{t('templates.no-sms')}</p>
            )}
            {push && (
              <>
                <h3>Push</h3>
                <p className={css.said} lang={lang}>
                  <b>{push.title}</b>
                  <br />
                  {push.text}
                </p>
              </>
            )}
          </>
        )}
      </Loaded>
      <TestMail template={template} version={version} lang={lang} />
    </section>
  )
}

function TestMail({ template: { event }, version, lang }: { template: Template; version: number; lang: Lang }) {
  const { t } = useTexts()
  const send = useSend(testTemplate)
  const [to, setTo] = useState('')
  const submit = (pressed: FormEvent) => {
    pressed.preventDefault()
    send.mutate({ params: { event, version }, body: { lang, ...(to.trim() && { to: to.trim() }) } }, { onSuccess: () => tell(t('templates.test-sent')) })
  }
  return (
    <form noValidate onSubmit={submit}>
      <h3>{t('templates.test')}</h3>
      {send.error && <ProblemAlert error={send.error} />}
      <Group align="flex-end">
        <TextInput
          type="email"
          label={t('templates.test-to')}
          description={t('templates.test-hint')}
          value={to}
          maw={420}
          onChange={(typed) => setTo(typed.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={send.isPending}>
          {t('templates.test-send')}
        </Button>
      </Group>
    </form>
  )
}
