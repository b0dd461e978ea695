import { Checkbox, CloseButton, NativeSelect } from '@mantine/core'
import { statusLooks } from '../../../ui/looks.ts'
import { useTexts } from '../../texts/texts.tsx'
import css from './inbox.module.css'
import { type FilterName, filterNames, filterValues, useListFilters } from './list-filters.ts'

/** The words of a filter's value. */
export function useFilterWords() {
  const { t, lang } = useTexts()
  return (name: FilterName, value: string) =>
    name === 'status'
      ? statusLooks[value as keyof typeof statusLooks][lang]
      : name === 'topic'
        ? t(`words.topic.${value as (typeof filterValues.topic)[number]}`)
        : name === 'team'
          ? t(`words.team.${value as (typeof filterValues.team)[number]}`)
          : t(`words.class.${value as (typeof filterValues.priorityClass)[number]}`)
}

export function FilterBar() {
  const { t } = useTexts()
  const words = useFilterWords()
  const { filters, set } = useListFilters()
  return (
    <fieldset className={css.filters} aria-label={t('tickets.filters')}>
      {filterNames.map((name) =>
        filters[name] ? (
          <span key={name} className={css.pill}>
            {t(`tickets.filter.${name}`)}: {words(name, filters[name])}
            <CloseButton
              size="sm"
              aria-label={t('tickets.filter-remove', { filter: `${t(`tickets.filter.${name}`)}: ${words(name, filters[name])}` })}
              onClick={() => set(name, null)}
            />
          </span>
        ) : (
          <NativeSelect
            key={name}
            size="xs"
            aria-label={t(`tickets.filter.${name}`)}
            value=""
            data={[{ value: '', label: t(`tickets.filter.${name}`) }, ...filterValues[name].map((value) => ({ value, label: words(name, value) }))]}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        ),
      )}
      <Checkbox
        size="sm"
        label={t('tickets.filter.closed')}
        checked={!!filters.closed}
        onChange={(event) => set('closed', event.currentTarget.checked ? 'true' : null)}
      />
    </fieldset>
  )
}
