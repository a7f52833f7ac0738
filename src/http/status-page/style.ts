import { createHash } from 'node:crypto'

const light = `--bg:#f5f6f8;--surface:#fff;--sunken:#eceff3;--text:#141b24;--text-2:#3f4a57;--text-3:#566270;--accent:#1f55c4;--on-accent:#fff;--link:#1f55c4;--focus:#1f55c4;--border:#d3d9e1;--border-strong:#7c8794;
--own:#fff;--staff:#e4edfc;--auto:#eceff3;--note-bg:#fff6d9;--note-text:#5a4300;--note-border:#8f6a00;--good:#176537;--good-bg:#ddf3e4;--bad:#a3101a;--bad-bg:#fde3e3;
--new:#1b4fb8;--new-bg:#e1ebfd;--work:#0b5f66;--work-bg:#dbf1f2;--customer:#5a3ba8;--customer-bg:#ece6fb;--department:#7a4a00;--department-bg:#fcebcf;--approval:#8c1d6b;--approval-bg:#fbe3f2;--closed:#4a5563;--closed-bg:#e6e9ed;--returned:#9a3412;--returned-bg:#fde6da;--shadow:0 1px 2px rgb(20 27 36/.06),0 4px 16px rgb(20 27 36/.05)`
const dark = `--bg:#0e1217;--surface:#161b22;--sunken:#0a0d11;--text:#e7ecf2;--text-2:#b9c3cf;--text-3:#98a4b2;--accent:#7fa8ff;--on-accent:#0b1730;--link:#8fb3ff;--focus:#9dbdff;--border:#2b343f;--border-strong:#738092;
--own:#1e252e;--staff:#1a2c4b;--auto:#1a2028;--note-bg:#2e2710;--note-text:#f1dc9a;--note-border:#b08a24;--good:#86dba4;--good-bg:#12301e;--bad:#ff9c9c;--bad-bg:#421518;
--new:#9cbeff;--new-bg:#16294a;--work:#7fd6dc;--work-bg:#0e2f33;--customer:#c3aeff;--customer-bg:#2a2149;--department:#f0c070;--department-bg:#38280c;--approval:#f2a0d6;--approval-bg:#3b1531;--closed:#b4bec9;--closed-bg:#262d36;--returned:#ffb08a;--returned-bg:#3c1d10;--shadow:none`

const css = `:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--bg);color:var(--text);font:16px/24px Inter,system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
:lang(zh) body,body:lang(zh){line-height:26px}
h1,h2,p,ol,form{margin:0;padding:0}
ol{list-style:none}
a{color:var(--link);text-underline-offset:2px}
svg{width:16px;height:16px;flex:none;vertical-align:-3px}
time,.number{font-variant-numeric:tabular-nums}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.demo{padding:8px 20px;background:var(--note-bg);color:var(--note-text);border-bottom:1px dashed var(--note-border);text-align:center;font-size:14px;line-height:20px}
header,main,footer{max-width:1080px;margin:0 auto;padding:0 16px}
header{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;align-items:center;padding-top:12px;padding-bottom:12px}
header strong{font-size:18px;line-height:26px;font-weight:600}
nav{display:flex;margin:0 -8px}
nav a{display:flex;align-items:center;min-height:44px;padding:0 8px;border-radius:6px;color:var(--text-2);font-size:14px;text-decoration:none}
nav a:hover{text-decoration:underline}
nav a[aria-current]{color:var(--text);font-weight:600}
main{display:grid;gap:16px}
.top,.side,.rest{display:grid;gap:16px;align-content:start;min-width:0}
.card{min-width:0;padding:20px 16px;background:var(--surface);border:1px solid var(--border);border-radius:14px;box-shadow:var(--shadow)}
h2{margin-bottom:12px;font-size:18px;line-height:26px;font-weight:600}
.line{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;justify-content:space-between;margin-bottom:8px}
h1{font-size:16px;line-height:24px;font-weight:500;color:var(--text-2)}
.plain h1{margin-bottom:8px;font-size:22px;line-height:30px;font-weight:600;color:var(--text)}
.number{color:var(--text);font-weight:600;white-space:nowrap}
.headline{margin-bottom:8px;font-size:22px;line-height:30px;font-weight:600;text-wrap:balance}
.hero>p{color:var(--text-2);max-width:38em}
.hero>p+p{margin-top:4px}
.hero>.headline{color:var(--text)}
.late{border-color:var(--bad)}
.late>.headline{color:var(--bad)}
.late>.headline svg{width:24px;height:24px;margin-right:8px;vertical-align:-4px}
.chip{display:inline-flex;gap:6px;align-items:center;padding:2px 10px 2px 8px;border-radius:999px;font-size:14px;line-height:20px;font-weight:500}
${['new', 'work', 'customer', 'department', 'approval', 'closed', 'returned'].map((tone) => `.chip.${tone}{color:var(--${tone});background:var(--${tone}-bg)}`).join('')}
.chip.resolved{color:var(--good);background:var(--good-bg)}
.hero>.meta{display:flex;flex-wrap:wrap;gap:0 16px;align-items:center;margin-top:12px;font-size:14px;line-height:20px;color:var(--text-3)}
.meta a{display:inline-flex;gap:6px;align-items:center;min-height:32px}
.flash{display:flex;gap:10px;padding:12px 16px;border-radius:10px;font-weight:500}
.flash svg{width:20px;height:20px;margin-top:2px}
.good{color:var(--good);background:var(--good-bg)}
.bad{color:var(--bad);background:var(--bad-bg)}
.hint{color:var(--text-2);font-size:14px;line-height:20px}
label{display:block;margin:12px 0 4px;font-weight:500}
label .hint{font-weight:400}
textarea,input[type=file]{display:block;width:100%;font:inherit;color:inherit}
textarea{padding:10px 12px;background:var(--surface);border:1px solid var(--border-strong);border-radius:10px;resize:vertical}
input[type=file]{min-height:44px;padding:10px 0;font-size:14px;color:var(--text-2)}
input[type=file]::file-selector-button{min-height:36px;margin-right:12px;padding:0 14px;font:inherit;color:var(--text);background:var(--sunken);border:1px solid var(--border-strong);border-radius:8px;cursor:pointer}
button,summary,.button{min-height:44px;padding:9px 20px;font:inherit;font-weight:600;border-radius:10px;cursor:pointer}
button,.button{margin-top:12px;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent)}
button:hover,.button:hover{filter:brightness(1.08)}
.hero>.ask{margin-top:16px}.ask{display:flex;flex-wrap:wrap;gap:12px;align-items:start;padding-top:16px;border-top:1px solid var(--border)}
.ask .hint{flex-basis:100%}
.button{display:inline-block;text-decoration:none}.ask>form button,.ask>.button{margin:0}
.ask details{flex:0 1 auto;max-width:100%}
.ask details[open]{flex-basis:100%}
summary{display:inline-block;list-style:none;background:var(--surface);border:1px solid var(--border-strong)}
summary::-webkit-details-marker{display:none}
details .hint{margin-top:8px}
.faces{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));margin:0 -10px}
.face{display:grid;justify-items:center;gap:4px;min-width:0;margin:0;padding:10px 2px;font-size:12px;line-height:16px;font-weight:500;color:var(--text-2);background:none;border:0;overflow-wrap:normal}@media(max-width:359px){.face{font-size:11px}}
.face svg,.rated svg{width:36px;height:36px;stroke-width:1.500}
.face:hover{background:var(--sunken);filter:none}
.r1 svg,.r2 svg{color:var(--returned)}.r3 svg{color:var(--department)}.r4 svg,.r5 svg,.rated svg{color:var(--good)}
.rated{display:flex;gap:12px;align-items:center}
.stages li{position:relative;padding:0 0 16px 36px}
.stages li:last-child{padding-bottom:0}
.stages li:not(:last-child)::before{content:"";position:absolute;left:11px;top:24px;bottom:0;width:2px;background:var(--border)}
.stages .done:not(:last-child)::before{background:var(--good)}
.dot{position:absolute;left:0;top:0;display:grid;place-items:center;width:24px;height:24px;border-radius:50%;border:2px solid var(--border-strong);background:var(--surface)}
.done .dot{color:var(--good);background:var(--good-bg);border-color:var(--good)}
.done .dot svg{width:14px;height:14px;stroke-width:3}
.now .dot{border-color:var(--accent)}
.now .dot::after{content:"";width:10px;height:10px;border-radius:50%;background:var(--accent)}
.stages b{font-weight:500}
.stages .now b{font-weight:600}
.ahead b{color:var(--text-2)}
.when{display:block;font-size:14px;line-height:20px;color:var(--text-3)}
.person{display:flex;gap:12px}
.person+.person{margin-top:16px;padding-top:16px;border-top:1px solid var(--border)}
.face-letter{display:grid;place-items:center;flex:none;width:40px;height:40px;border-radius:50%;background:var(--new-bg);color:var(--new);font-weight:600}
.person>div{min-width:0}
.role{font-size:14px;line-height:20px;color:var(--text-3)}
.name{font-weight:600}
.person a{display:inline-block;padding:4px 0}
.thread{display:grid;gap:12px}
.thread li{justify-self:start;max-width:min(100%,36em);min-width:0;padding:10px 14px;border-radius:4px 14px 14px;background:var(--staff)}
.thread .own{justify-self:end;border-radius:14px 4px 14px 14px;background:var(--own);border:1px solid var(--border)}
.thread .auto{background:var(--auto);color:var(--text-2)}
.by{font-size:13px;line-height:20px;color:var(--text-3)}
.by b{font-weight:600;color:var(--text-2)}
.text{white-space:pre-wrap;unicode-bidi:isolate}
.file a{display:inline-flex;gap:6px;align-items:center;min-height:32px}
.file span{font-size:13px;color:var(--text-3)}
.more{margin-bottom:12px;font-size:14px;color:var(--text-3)}
.quiet{color:var(--text-3)}
footer{margin-top:24px;padding-bottom:32px;font-size:13px;line-height:20px;color:var(--text-3)}
@media(min-width:560px){.card{padding:24px}.headline{font-size:28px;line-height:36px}header,main,footer{padding-left:24px;padding-right:24px}}
@media(min-width:900px){main:not(.plain){grid-template-columns:minmax(0,1fr) 340px;grid-template-rows:auto 1fr;gap:20px}.top,.rest,.side{gap:20px}.top,.rest{grid-column:1}.side{grid-column:2;grid-row:1/span 2}header{padding-top:20px;padding-bottom:16px}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}button,summary{transition:filter .12s,background .12s}}
@media(forced-colors:active){.now .dot::after{background:CanvasText}.chip,.flash,.face-letter,.thread li{border:1px solid}}
@media print{body{background:none;font-size:11pt;line-height:1.4}nav,.write,.ask,.meta a,.flash,.faces,.face-letter{display:none}header,main,footer{max-width:none;padding:0}main{display:block}.card{padding:0;border:0;box-shadow:none;break-inside:avoid;margin-bottom:16pt}#thread{break-inside:auto}.thread li,.thread .own,.thread .auto{justify-self:start;max-width:none;padding:0;break-inside:avoid;background:none;border:0}footer{padding:0}a{color:inherit;text-decoration:none}}
`

/** The style of every status page, served under a name that changes with its content. */
export const style = { css, hash: createHash('sha256').update(css).digest('hex').slice(0, 16) } as const
export const stylePath = `/status/assets/${style.hash}.css`
