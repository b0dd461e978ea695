import { useSite } from '../glue/site-context.ts'
import { fill } from '../texts/texts.ts'
import { zoneName } from '../words.ts'
import { useTexts } from './small.tsx'

/** One town for each of Russia's clocks. */
const russianZones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
]

/** `agencys`: the agency's own zone may be chosen as "none of mine". */
export function ZoneSelect({ chosen, agencys }: { chosen: string | undefined; agencys?: boolean }) {
  const { agency, now, lang } = useSite()
  const t = useTexts().view
  const zones = chosen && !russianZones.includes(chosen) ? [chosen, ...russianZones] : russianZones
  return (
    <div class="field">
      <label for="zone">{t.zone}</label>
      <p class="hint" id="zone-hint">
        {t.zoneHint}
      </p>
      <select id="zone" name="zone" class="short" aria-describedby="zone-hint">
        {agencys && <option value="">{fill(t.zoneAgency, { zone: zoneName(now, agency.zone, lang) })}</option>}
        {zones.map((one) => (
          <option key={one} value={one} selected={one === chosen}>
            {zoneName(now, one, lang)}
          </option>
        ))}
      </select>
    </div>
  )
}
