import type { Screen } from './screen.ts'

export const learningScreens: Screen[] = [
  { name: 'learning', path: '/desk/learning', act: (page) => page.getByRole('listitem').getByRole('checkbox').first().waitFor() },
  {
    name: 'learning-edit',
    path: '/desk/learning',
    act: async (page) => {
      await page
        .getByRole('button', { name: /^(Изменить|Edit):/ })
        .first()
        .click()
      await page.getByRole('textbox').first().waitFor()
    },
  },
  {
    name: 'learning-unknown',
    path: '/desk/learning/unknown',
    act: (page) =>
      page
        .getByRole('button', { name: /статью|article/ })
        .first()
        .waitFor(),
  },
  { name: 'learning-quality', path: '/desk/learning/quality', act: (page) => page.getByRole('table').nth(1).waitFor() },
  {
    name: 'learning-models',
    path: '/desk/learning/models',
    act: async (page) => {
      await page.getByRole('button', { name: /^(Обучить|Learn)/ }).click()
      await page.getByText(/не включена|not in use/).waitFor()
    },
  },
]
