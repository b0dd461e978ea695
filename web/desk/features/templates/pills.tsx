import type { Lang } from '#contract/common'
import type { Placeholder } from '#contract/notice-templates'
import { useTexts } from '../../texts/texts.tsx'
import css from './templates.module.css'

/** What may stand in the texts of the event, each with a sample; a press puts it in. */
export function Pills({ placeholders, lang, onPress }: { placeholders: Placeholder[]; lang: Lang; onPress: (one: Placeholder) => void }) {
  const { t } = useTexts()
  return (
    <div>
      <div>{t('templates.placeholders')}</div>
      <p className="muted">{t('templates.placeholders-hint')}</p>
      <ul className={css.pills}>
        {placeholders.map((one) => (
          <li key={one.name}>
            <button
              type="button"
              className={css.pill}
              aria-label={t('templates.insert', { name: one.name, sample: one.sample[lang] })}
              onClick={() => onPress(one)}
            >
              <code>{one.name}</code>
            </button>{' '}
            <span className="muted">
              <span lang={lang}>{one.sample[lang]}</span>
              {(one.inMail === 'needed' || one.inSms === 'needed') && `, ${t('templates.needed')}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
