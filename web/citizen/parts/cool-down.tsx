import { cooledActions } from '#contract/my-account'
import { useTexts, useWhen } from './small.tsx'

export type CooledAction = (typeof cooledActions)[number]
/** What stays open whatever happens to the account. */
const always = ['read', 'support', 'block'] as const

/** What is open, what is not yet, and until when: a table, so that it can be read off by row. */
export function CoolDown({ until, closed = cooledActions }: { until: string; closed?: readonly CooledAction[] }) {
  const t = useTexts().me
  const when = useWhen()
  return (
    <div class="card warn">
      <h2 id="cool-title">{t['cool.title']}</h2>
      <p>{t['cool.why']}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll in its own box has to be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-labelledby="cool-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{t['cool.what']}</th>
              <th scope="col">{t['cool.state']}</th>
              <th scope="col">{t['cool.until']}</th>
            </tr>
          </thead>
          <tbody>
            {always.map((one) => (
              <tr key={one}>
                <th scope="row">{t[`cool.${one}`]}</th>
                <td>{t['cool.may']}</td>
                <td>{t['cool.always']}</td>
              </tr>
            ))}
            {closed.map((one) => (
              <tr key={one}>
                <th scope="row">{t[`cool.${one}`]}</th>
                <td>{t['cool.not-yet']}</td>
                <td>
                  <time dateTime={until}>{when(until)}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p>{t['cool.office']}</p>
    </div>
  )
}
