import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeHtml, shownHtml } from './safe-html.ts'

const payloads = [
  '<script>x()</script>',
  '<img src=http://evil.example/1>',
  '<img src=x onerror=x()>',
  '<svg onload=x()><image href=http://evil.example/2></svg>',
  '<style>body{background:url(http://evil.example/3)}</style>',
  '<p style="background:url(http://evil.example/4)">a</p>',
  '<link rel=stylesheet href=http://evil.example/5>',
  '<base href=http://evil.example/>',
  '<meta http-equiv=refresh content="0;url=http://evil.example/6">',
  '<iframe src=http://evil.example/7></iframe>',
  '<iframe srcdoc="<script>x()</script>"></iframe>',
  '<object data=http://evil.example/8></object><embed src=http://evil.example/9>',
  '<form action=http://evil.example/10><input name=p><button formaction=http://evil.example/11>ok</button></form>',
  '<a href="javascript:x()">a</a>',
  '<a href="http://evil.example/12" ping="http://evil.example/13">a</a>',
  '<a href="data:text/html,<script>x()</script>">a</a>',
  '<table background=http://evil.example/14><tr><td background=http://evil.example/15>a</td></tr></table>',
  '<video src=http://evil.example/16 poster=http://evil.example/17><source src=http://evil.example/18></video>',
  '<audio src=http://evil.example/19></audio>',
  '<img srcset="http://evil.example/20 2x"><picture><source srcset=http://evil.example/21></picture>',
  '<math><mtext><mglyph><style><img src=x onerror=x()></style></mglyph></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=x()>"></noscript>',
  '<img src="cid:unknown"><img src="//evil.example/22"><img src="data:image/svg+xml,<svg onload=x()>">',
  '<div onclick=x() onmouseover=x() id=__pwn name=x class=y>a</div>',
  '<!--[if mso]><img src=http://evil.example/23><![endif]--><!-- <script>x()</script> -->',
  '<p title="&quot;><script>x()</script>">a</p>',
]
/** Parts of a page that could act or ask for something. */
const dangers =
  /<(?!\/?(?:p|div|span|br|hr|h[1-6]|blockquote|pre|code|center|b|strong|i|em|u|s|strike|del|ins|sub|sup|small|big|font|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|td|th|caption|img)\b)|\s(?:on\w+|style|href|srcset|background|action|ping|id|name|class)\s*=|evil\.example|javascript:|src="(?!data:image\/(?:png|jpeg|gif);base64,)/i

for (const payload of payloads)
  test(`C7: nothing acts, asks or styles: ${payload.slice(0, 60)}`, () => {
    assert.doesNotMatch(safeHtml(payload), dangers)
    assert.doesNotMatch(shownHtml(payload, [{ contentId: 'pic', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }]), dangers)
  })

test('C7: an image that hangs on the letter is shown by its content, not by what it says it is', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])
  assert.match(shownHtml('<img src="cid:pic" alt="a">', [{ contentId: 'pic', bytes: png }]), /src="data:image\/png;base64,iVBORwE="/)
  assert.doesNotMatch(shownHtml('<img src="cid:pic" alt="a">', [{ contentId: 'pic', bytes: new TextEncoder().encode('<svg onload=x()>') }]), /src=/)
})
