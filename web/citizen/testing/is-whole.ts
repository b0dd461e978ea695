import assert from 'node:assert/strict'

/** What holds of every page of the site. */
export function isWhole(html: string, lang: string, where: string): void {
  // Texts for scripts keep their places open in data attributes.
  const words = html.replace(/ data-[a-z-]+="[^"]*"/g, '')
  assert.match(html, new RegExp(`^<!doctype html><html lang="${lang}"`), where)
  assert.equal(html.match(/<h1[ >]/g)?.length, 1, `${where}: one h1`)
  assert.doesNotMatch(words, /[—–]|undefined|\[object|\{\w+\}/, `${where}: ${/.{40}(?:[—–]|undefined|\[object|\{\w+\}).{20}/.exec(words)?.[0]}`)
  assert.doesNotMatch(html, / style=|<style| on\w+="|<script(?![^>]* src=)/, `${where}: nothing inline`)
  assert.match(html, /hreflang="ru"[\s\S]*hreflang="en"/, where)
  assert.match(html, /<main id="main"/, where)
  for (const [, id] of html.matchAll(/ aria-describedby="([^"]+)"/g))
    for (const one of (id as string).split(' ')) assert.ok(html.includes(` id="${one}"`), `${where}: ${one}`)
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  assert.equal(new Set(ids).size, ids.length, `${where}: ids ${ids.filter((id, at) => ids.indexOf(id) !== at)}`)
}
