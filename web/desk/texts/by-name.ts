/** `./tickets.ru.json` with `take` becomes the key `tickets.take`. */
export function byName(files: Record<string, Record<string, string>>) {
  const all: Record<string, string> = {}
  for (const [path, texts] of Object.entries(files)) {
    const feature = /([\w-]+)\.\w+\.json$/.exec(path)?.[1]
    for (const [key, text] of Object.entries(texts)) all[`${feature}.${key}`] = text
  }
  return all
}
