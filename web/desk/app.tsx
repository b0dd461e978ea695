import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { useLayoutEffect } from 'react'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './api/query-client.ts'
import { useShownTheme, useViewSettings } from './frame/view-settings.ts'
import { router } from './routes.tsx'
import { TextsProvider } from './texts/texts.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

export function App({ nonce, texts }: { nonce: string; texts: Record<string, string> }) {
  const { lang } = useViewSettings()
  const shown = useShownTheme()
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = shown
  }, [shown])
  return (
    <TextsProvider lang={lang} first={texts}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        forceColorScheme={shown.endsWith('dark') ? 'dark' : 'light'}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </TextsProvider>
  )
}
