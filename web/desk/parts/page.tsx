import { useEffect, useRef } from 'react'
import { useTexts } from '../texts/texts.tsx'

/** A number of a request, which is read as one. */
const publicNumber = /(\d{2}-\d{4}-\d{4}-\d)/

/** The page's only h1: sets the tab's title (never anything personal) and takes the focus when the page changes. */
export function PageTitle({ children, tab }: { children: string; tab?: string }) {
  const { t } = useTexts()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab ?? children} - ${t('frame.title')}`
  }, [children, tab, t])
  // On the first load the focus stays with the browser; only a change of page moves it.
  useEffect(() => {
    if (performance.now() > 3000) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} style={{ fontSize: '1.25rem', lineHeight: 1.3, margin: 0, fontWeight: 620 }}>
      {children.split(publicNumber).map((part, at) =>
        at % 2 ? (
          <span key={part} className="nowrap">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </h1>
  )
}
