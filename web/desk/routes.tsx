import { createBrowserRouter } from 'react-router'
import { ErrorPage } from './frame/error-page.tsx'
import { Frame } from './frame/frame.tsx'
import { Home } from './frame/home.tsx'
import { Loading } from './parts/loading.tsx'

const lazily = (load: () => Promise<{ Page: React.ComponentType }>) => async () => ({ Component: (await load()).Page })

export const router = createBrowserRouter(
  [
    {
      ErrorBoundary: ErrorPage,
      HydrateFallback: Loading,
      children: [
        { path: 'sign-in', lazy: lazily(() => import('./features/staff/sign-in.tsx')) },
        { path: 'enrol', lazy: lazily(() => import('./features/staff/enrol.tsx')) },
        {
          Component: Frame,
          children: [
            {
              ErrorBoundary: ErrorPage,
              children: [
                { index: true, Component: Home },
                { path: 'inbox', lazy: lazily(() => import('./features/tickets/inbox.tsx')) },
                { path: 'requests/:number', lazy: lazily(() => import('./features/tickets/workplace.tsx')) },
                { path: 'chats/:id?', lazy: lazily(() => import('./features/chats/chats-page.tsx')) },
                { path: 'chat-figures', lazy: lazily(() => import('./features/chats/figures-page.tsx')) },
                { path: 'recoveries', lazy: lazily(() => import('./features/accounts/recoveries-page.tsx')) },
                { path: 'intake', lazy: lazily(() => import('./features/tickets/intake-page.tsx')) },
                { path: 'staff', lazy: lazily(() => import('./features/staff/staff-page.tsx')) },
                { path: 'account', lazy: lazily(() => import('./features/staff/own-account.tsx')) },
                { path: 'calendar', lazy: lazily(() => import('./features/deadlines/calendar-page.tsx')) },
                { path: 'knowledge', lazy: lazily(() => import('./features/knowledge/articles-page.tsx')) },
                { path: 'knowledge/:id', lazy: lazily(() => import('./features/knowledge/article-page.tsx')) },
                { path: 'learning/:part?', lazy: lazily(() => import('./features/learning/learning-page.tsx')) },
                { path: 'letters', lazy: lazily(() => import('./features/letters/letters-page.tsx')) },
                { path: 'templates', lazy: lazily(() => import('./features/templates/templates-page.tsx')) },
                { path: 'templates/:event', lazy: lazily(() => import('./features/templates/template-page.tsx')) },
                { path: 'deliveries', lazy: lazily(() => import('./features/deliveries/deliveries-page.tsx')) },
                { path: '*', lazy: lazily(() => import('./frame/not-found.tsx')) },
              ],
            },
          ],
        },
      ],
    },
  ],
  { basename: '/desk' },
)
