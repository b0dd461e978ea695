/** The design language as data: tokens.css is written from it, the desk feeds it to Mantine, and a test holds every pair to its contrast. */

export const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'] as const
export type Theme = (typeof themes)[number]

type Four = readonly [light: string, dark: string, contrastLight: string, contrastDark: string]
/** CSS custom properties by name, one colour (#RRGGBB) per theme in the order of `themes`. */
export const colours = {
  page: ['#F6F5F0', '#111817', '#FFFFFF', '#000000'],
  surface: ['#FFFFFF', '#19211F', '#FFFFFF', '#000000'],
  sunken: ['#ECEAE2', '#0C1211', '#FFFFFF', '#000000'],
  line: ['#D9D6CB', '#33403D', '#000000', '#FFFFFF'],
  control: ['#6F7773', '#84918D', '#000000', '#FFFFFF'],
  text: ['#1A2423', '#EDF1EE', '#000000', '#FFFFFF'],
  muted: ['#47524F', '#B9C4C0', '#000000', '#FFFFFF'],
  faint: ['#5E6865', '#96A29E', '#262626', '#E6E6E6'],
  primary: ['#0A5C58', '#6CC7BC', '#003B38', '#FFE14D'],
  'primary-hover': ['#074643', '#8FD8CF', '#000000', '#FFFFFF'],
  'on-primary': ['#FFFFFF', '#06201E', '#FFFFFF', '#000000'],
  'primary-soft': ['#DDEEEA', '#163733', '#FFFFFF', '#000000'],
  'on-primary-soft': ['#07433F', '#B6E6DF', '#003B38', '#FFE14D'],
  link: ['#0A5C58', '#7FD1C7', '#003B87', '#FFE14D'],
  visited: ['#5B3A86', '#C8B0EE', '#4A1A7A', '#E3C8FF'],
  focus: ['#5A2BD6', '#C9B8FF', '#B3004B', '#7DF9FF'],
  info: ['#1D4A8C', '#A9CBFA', '#002F73', '#A8D1FF'],
  'info-soft': ['#E4EDF9', '#182A42', '#FFFFFF', '#000000'],
  ok: ['#1E5B2A', '#9FDBA6', '#003D0F', '#9BF29B'],
  'ok-soft': ['#E2F1E2', '#16301B', '#FFFFFF', '#000000'],
  warn: ['#7A4300', '#F5C878', '#522C00', '#FFC266'],
  'warn-soft': ['#FCEBCF', '#362707', '#FFFFFF', '#000000'],
  danger: ['#94231A', '#FFB3A8', '#7A0000', '#FFB0A6'],
  'danger-soft': ['#FBE5E1', '#421A15', '#FFFFFF', '#000000'],
  wait: ['#5B3A86', '#D3BFF5', '#3D1470', '#E3C8FF'],
  'wait-soft': ['#EEE7F7', '#2C2140', '#FFFFFF', '#000000'],
  neutral: ['#3F4947', '#C5CFCB', '#000000', '#FFFFFF'],
  'neutral-soft': ['#E9E8E2', '#27312F', '#FFFFFF', '#000000'],
  'danger-button': ['#A3271D', '#FF9C8E', '#7A0000', '#FFB0A6'],
  'on-danger-button': ['#FFFFFF', '#3A0B06', '#FFFFFF', '#000000'],
} as const satisfies Record<string, Four>
export type Colour = keyof typeof colours

export const colourOf = (name: Colour, theme: Theme): string => colours[name][themes.indexOf(theme) as 0]

/** Which colour stands on which, and the WCAG ratio it needs there. `line` is decoration and needs none. */
export const contrastNeeds: { ink: Colour; on: Colour[]; ratio: number }[] = [
  { ink: 'control', on: ['page', 'surface', 'sunken'], ratio: 3 },
  { ink: 'text', on: ['page', 'surface', 'sunken'], ratio: 7 },
  { ink: 'muted', on: ['page', 'surface', 'sunken'], ratio: 4.5 },
  { ink: 'faint', on: ['page', 'surface', 'sunken'], ratio: 4.5 },
  { ink: 'primary', on: ['page', 'surface', 'sunken'], ratio: 3 },
  { ink: 'on-primary', on: ['primary', 'primary-hover'], ratio: 4.5 },
  { ink: 'on-primary-soft', on: ['primary-soft'], ratio: 4.5 },
  { ink: 'link', on: ['page', 'surface', 'sunken'], ratio: 4.5 },
  { ink: 'visited', on: ['page', 'surface', 'sunken'], ratio: 4.5 },
  { ink: 'focus', on: ['page', 'surface', 'sunken'], ratio: 3 },
  { ink: 'info', on: ['info-soft'], ratio: 4.5 },
  { ink: 'ok', on: ['ok-soft'], ratio: 4.5 },
  { ink: 'warn', on: ['warn-soft'], ratio: 4.5 },
  { ink: 'danger', on: ['danger-soft', 'page', 'surface'], ratio: 4.5 },
  { ink: 'wait', on: ['wait-soft'], ratio: 4.5 },
  { ink: 'neutral', on: ['neutral-soft'], ratio: 4.5 },
  { ink: 'on-danger-button', on: ['danger-button'], ratio: 4.5 },
]

/** Series colours of plots, in this order, at most 4 in one plot; each series also has a marker and its name. */
export const dataColours = {
  light: ['#205CB7', '#DC6900', '#329F88', '#84406C', '#A179DF', '#3E4F00'],
  dark: ['#A5CCFC', '#AB6550', '#2DB980', '#CC82D5', '#7667D3', '#E3D68C'],
} as const
/** Sequential scale of heat maps, low to high; the number stands in the cell too. */
export const heatColours = {
  light: ['#E3F3F0', '#B4DAD4', '#7FBDB5', '#49958F', '#176B66', '#07433F'],
  dark: ['#16302D', '#1F4F4A', '#2E7770', '#509B95', '#7CC0B9', '#BDEBE4'],
} as const

export const fontStacks = {
  sans: '"Onest Variable", "Onest fallback", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  mono: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
} as const

/** Citizen type scale: size in rem of a 100 % root, line height as a factor. */
export const citizenType = {
  small: [1, 1.5],
  body: [1.125, 1.5],
  lead: [1.25, 1.45],
  h3: [1.25, 1.35],
  h2: [1.5, 1.3],
  h1: [2, 1.2],
  number: [2.5, 1.1],
} as const satisfies Record<string, readonly [rem: number, line: number]>
/** Desk type scale: size and line height in CSS px, written as rem. */
export const deskType = {
  meta: [13, 18],
  body: [14, 20],
  message: [15, 22],
  title: [16, 22],
  page: [20, 26],
  tile: [28, 32],
} as const satisfies Record<string, readonly [px: number, line: number]>

/** CSS px. */
export const space = [4, 8, 12, 16, 24, 32, 48, 64] as const
export const radius = { small: 4, control: 8, card: 12, chip: 999 } as const
export const weight = { text: 400, label: 550, heading: 620 } as const
export const breakpoints = [480, 768, 1024, 1280, 1600] as const
/** Milliseconds. */
export const motion = { state: 120, panel: 200 } as const
export const shadow = {
  light: { popover: '0 4px 16px rgb(16 30 28/.14)', dialog: '0 16px 48px rgb(16 30 28/.22)' },
  // In dark themes a line replaces the shadow, which would not be seen.
  dark: { popover: '0 0 0 1px var(--line)', dialog: '0 0 0 1px var(--line)' },
} as const
