const browsers: readonly [RegExp, string][] = [
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/\bWindows\b/, 'Windows'],
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
const first = (known: readonly [RegExp, string][], text: string) => known.find(([pattern]) => pattern.test(text))?.[1] ?? ''

/** What a browser says it is, by names alone and without versions; empty where it is not known. Enough to tell one's own sessions apart. */
export const whatBrowser = (userAgent: string | undefined): { browser: string; system: string } => ({
  browser: first(browsers, userAgent ?? ''),
  system: first(systems, userAgent ?? ''),
})

/** 'Firefox, Windows': the form it is kept and told in. */
export const aboutBrowser = (userAgent: string | undefined): string => {
  const { browser, system } = whatBrowser(userAgent)
  return `${browser}, ${system}`
}
export function readAbout(about: string): { browser: string; system: string } {
  const [browser = '', system = ''] = about.split(', ')
  return { browser, system }
}
