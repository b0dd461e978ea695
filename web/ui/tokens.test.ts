import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contrast } from './contrast.ts'
import { colourOf, colours, contrastNeeds, dataColours, themes } from './tokens.ts'
import { tokensCss, writtenTokensCss } from './tokens-css.ts'

for (const theme of themes)
  test(`every pair of the ${theme} theme has the contrast it needs`, () => {
    for (const { ink, on, ratio } of contrastNeeds)
      for (const ground of on) {
        const got = contrast(colourOf(ink, theme), colourOf(ground, theme))
        assert.ok(got >= ratio, `${ink} on ${ground}: ${got.toFixed(2)}, needs ${ratio}`)
      }
  })

test('every colour but the decorative line is in a checked pair', () => {
  const checked = new Set(contrastNeeds.flatMap(({ ink, on }) => [ink, ...on]))
  assert.deepEqual(
    Object.keys(colours).filter((name) => !checked.has(name as keyof typeof colours)),
    ['line'],
  )
})

test('series colours of plots stand out from the surface by 3 to 1', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const colour of dataColours[theme]) assert.ok(contrast(colour, colourOf('surface', theme)) >= 3, `${colour} in ${theme}`)
})

test('the ratio is the one of WCAG: black on white 21, equal colours 1', () => {
  assert.equal(contrast('#000000', '#FFFFFF'), 21)
  assert.equal(contrast('#767676', '#767676'), 1)
  assert.equal(contrast('#767676', '#FFFFFF').toFixed(2), '4.54')
})

test('tokens.css is what tokens.ts says (node web/ui/tokens-css.ts writes it)', () => assert.equal(writtenTokensCss(), tokensCss()))
