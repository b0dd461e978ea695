import { type ChosenMatrix, cellOf, chosenChannels, noticeGroups, type QuietHours } from '#contract/notice-choices'
import { Field, type Trouble } from './form.tsx'
import { useTexts } from './small.tsx'

/** What comes how: a table on wide screens, a list on narrow ones. What cannot be switched off is checked and says why. */
export function NoticeMatrix({ channels }: { channels: ChosenMatrix }) {
  const t = useTexts().notices
  // Goes on after the channel's name.
  const always = t['choices.always'].toLowerCase()
  return (
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">{t['choices.what']}</th>
          <th scope="col">{t['channel.inapp']}</th>
          {chosenChannels.map((channel) => (
            <th scope="col" key={channel}>
              {t[`channel.${channel}`]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {noticeGroups.map((group) => (
          <tr key={group}>
            <th scope="row">
              {t[`group.${group}`]}
              <p class="hint" id={`about-${group}`}>
                {t[`choices.about.${group}`]}
              </p>
            </th>
            <td>
              <label class="choice">
                <input type="checkbox" checked disabled aria-describedby="matrix-fixed" />
                <span>
                  <span class="narrow">{t['channel.inapp']}: </span>
                  {always}
                </span>
              </label>
            </td>
            {chosenChannels.map((channel) => {
              const cell = cellOf(group, channel)
              const isFixed = cell.byChoice.length === 0
              if (isFixed && cell.always.length === 0)
                return (
                  <td key={channel}>
                    <p class="faint">
                      <span class="narrow">{t[`channel.${channel}`]}: </span>
                      {t['choices.never'].toLowerCase()}
                    </p>
                  </td>
                )
              return (
                <td key={channel}>
                  <label class="choice">
                    <input
                      type="checkbox"
                      name={`${group}.${channel}`}
                      value="1"
                      checked={isFixed || channels[group][channel]}
                      disabled={isFixed}
                      aria-describedby={isFixed ? 'matrix-fixed' : `about-${group}`}
                    />
                    <span>
                      <span class={isFixed ? 'narrow' : 'narrow-label'}>
                        {t[`channel.${channel}`]}
                        {isFixed && ': '}
                      </span>
                      {isFixed && always}
                      <span class="unseen">, {t[`group.${group}`]}</span>
                    </span>
                  </label>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function QuietFields({ quiet, troubles }: { quiet: QuietHours; troubles: Trouble[] }) {
  const t = useTexts().notices
  return (
    <fieldset class="field">
      <legend>{t['quiet.title']}</legend>
      <p class="hint">
        {t['quiet.lead']} {t['quiet.hint']}
      </p>
      <div class="row">
        <Field name="quietFrom" label={t['quiet.from']} value={quiet.from} short maxlength={5} inputmode="text" autocomplete="off" troubles={troubles} />
        <Field name="quietTo" label={t['quiet.to']} value={quiet.to} short maxlength={5} inputmode="text" autocomplete="off" troubles={troubles} />
      </div>
    </fieldset>
  )
}

/** What the form says; a cell that is fixed is not sent, and stays as it is. */
export function matrixFrom(body: URLSearchParams, before: ChosenMatrix): ChosenMatrix {
  return Object.fromEntries(
    noticeGroups.map((group) => [
      group,
      Object.fromEntries(
        chosenChannels.map((channel) => [
          channel,
          cellOf(group, channel).byChoice.length > 0 ? body.get(`${group}.${channel}`) === '1' : before[group][channel],
        ]),
      ),
    ]),
  ) as ChosenMatrix
}
