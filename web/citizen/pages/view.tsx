import { cookie, viewCookie, viewOf, zoneOf } from '../glue/cookies.ts'
import { ownPath } from '../glue/own-path.ts'
import { page, pages, redirect } from '../glue/pages.ts'
import { useSite } from '../glue/site-context.ts'
import { Group, Radios } from '../parts/form.tsx'
import { Frame } from '../parts/frame.tsx'
import { useHref, useTexts } from '../parts/small.tsx'
import { ZoneSelect } from '../parts/zone.tsx'

function View({ from }: { from: string }) {
  const { view, zone } = useSite()
  const t = useTexts().view
  const href = useHref()
  const choices = <K extends string>(values: readonly K[], label: (value: K) => string) => values.map((value) => ({ value, label: label(value) }))
  return (
    <Frame title={t.title} back={from}>
      <p>{t.lead}</p>
      <form method="post" action={href('/view')}>
        <input type="hidden" name="from" value={from} />
        <Group name="theme" legend={t.theme}>
          <Radios name="theme" chosen={view.theme} choices={choices(['system', 'light', 'dark', 'contrast'] as const, (one) => t[`theme.${one}`])} />
        </Group>
        <Group name="text" legend={t.text}>
          <Radios name="text" chosen={view.text} choices={choices(['100', '125', '150', '200'] as const, (one) => `${one}\u00a0%`)} />
        </Group>
        <Group name="spacing" legend={t.spacing}>
          <Radios name="spacing" chosen={view.spacing} choices={choices(['normal', 'wide'] as const, (one) => t[`spacing.${one}`])} />
        </Group>
        <Group name="motion" legend={t.motion}>
          <Radios name="motion" chosen={view.motion} choices={choices(['system', 'off'] as const, (one) => t[`motion.${one}`])} />
        </Group>
        <ZoneSelect chosen={zone} agencys />
        <button class="main" type="submit">
          {t.save}
        </button>
      </form>
    </Frame>
  )
}

const fromPath = (value: string | null | undefined): string => ownPath(value, '/', ['/view'])

export const view = pages({
  'GET /view': ({ query }) => page(<View from={fromPath(query['from'])} />),
  'POST /view': ({ body }) => {
    const wanted = viewOf([body.get('theme'), body.get('text'), body.get('spacing'), body.get('motion')].join('.'))
    const zone = zoneOf(body.get('zone') ?? undefined)
    return redirect(fromPath(body.get('from')), 'view-saved', [viewCookie(wanted), zone ? cookie('zone', zone) : cookie('zone', '', 0)])
  },
})
