import { type CSSVariablesResolver, createTheme, defaultVariantColorsResolver, type MantineColorsTuple, type VariantColorsResolver } from '@mantine/core'

// Mantine wants ten shades; ours come from the tokens, one colour for each state.
const same = (value: string) => Array.from({ length: 10 }, () => value) as unknown as MantineColorsTuple

const pair = (background: string, color: string, hover = background) => ({ background, hover, color, border: '1px solid transparent' })
const variants: Record<string, ReturnType<typeof pair>> = {
  filled: pair('var(--primary)', 'var(--on-primary)', 'var(--primary-hover)'),
  'filled-danger': pair('var(--danger-button)', 'var(--on-danger-button)'),
  light: pair('var(--primary-soft)', 'var(--on-primary-soft)'),
  'light-danger': pair('var(--danger-soft)', 'var(--danger)'),
  default: { background: 'var(--surface)', hover: 'var(--sunken)', color: 'var(--text)', border: '1px solid var(--control)' },
  'default-danger': { background: 'var(--surface)', hover: 'var(--danger-soft)', color: 'var(--danger)', border: '1px solid var(--control)' },
  subtle: pair('transparent', 'var(--link)', 'var(--sunken)'),
  'subtle-danger': pair('transparent', 'var(--danger)', 'var(--danger-soft)'),
}

const variantColorResolver: VariantColorsResolver = (input) => {
  const danger = input.color === 'danger' ? '-danger' : ''
  return variants[`${input.variant}${danger}`] ?? variants[input.variant] ?? defaultVariantColorsResolver(input)
}

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'primary',
  colors: { primary: same('var(--primary)'), danger: same('var(--danger)') },
  variantColorResolver,
  defaultRadius: 8,
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.43', md: '1.43', lg: '1.38', xl: '1.3' },
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.25rem', lineHeight: '1.3' }, h2: { fontSize: '1rem', lineHeight: '1.375' }, h3: { fontSize: '0.875rem', lineHeight: '1.43' } },
  },
  breakpoints: { xs: '30em', sm: '48em', md: '64em', lg: '80em', xl: '100em' },
  shadows: { md: 'var(--shadow-popover)', xl: 'var(--shadow-dialog)' },
  respectReducedMotion: true,
  focusRing: 'never', // our own ring stands in base.css, one rule for all
  cursorType: 'pointer',
  components: {
    // A dialog's own head is no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    // A menu opens inside a landmark, and without Mantine's focusable stand-in, which is no menu item.
    Menu: { defaultProps: { portalProps: { target: '#layers' }, withInitialFocusPlaceholder: false } },
  },
})

const ours = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-anchor': 'var(--link)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--faint)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-primary-filled': 'var(--primary)',
  '--mantine-color-primary-filled-hover': 'var(--primary-hover)',
  '--mantine-color-primary-light': 'var(--primary-soft)',
  '--mantine-color-primary-light-color': 'var(--on-primary-soft)',
  '--mantine-color-primary-contrast': 'var(--on-primary)',
  '--mantine-primary-color-filled': 'var(--primary)',
  '--mantine-primary-color-filled-hover': 'var(--primary-hover)',
  '--mantine-primary-color-light': 'var(--primary-soft)',
  '--mantine-primary-color-light-color': 'var(--on-primary-soft)',
  '--mantine-primary-color-contrast': 'var(--on-primary)',
  '--mantine-color-dark-6': 'var(--surface)',
  '--mantine-color-dark-4': 'var(--line)',
} as const

/** The tokens follow `data-theme` by themselves, so both of Mantine's schemes get the same names. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })
