import { describe, expect, it } from 'vitest'
import { readUtm } from '../../web/widget/loader/utm'
import { launcherLabel } from '../../web/widget/loader/words'
import { openKeyValue } from '../../web/widget/shared/key-value'
import { pickLanguage } from '../../web/widget/shared/language'
import { readSettings } from '../../web/widget/shared/settings'

describe('the script tag', () => {
  it('says nothing and gets the corner at the right of the desk it came from', () => {
    expect(readSettings({}, 'https://desk.example/widget.js?x=1')).toEqual({
      deskUrl: 'https://desk.example',
      side: 'right',
      offsetX: 20,
      offsetY: 20,
      theme: 'auto',
      display: 'corner',
      isOpen: false,
      countsInTitle: false,
    })
  })

  it('says where, whose, in which colour and with which hints', () => {
    const data = {
      brand: 'shop',
      side: 'left',
      offset: '32 90',
      theme: 'dark',
      accent: '#FFD400',
      topics: ' One | Two |',
      open: '',
      lang: 'zh-CN',
    }
    expect(readSettings(data, 'https://desk.example/widget.js')).toMatchObject({
      brand: 'shop',
      side: 'left',
      offsetX: 32,
      offsetY: 90,
      theme: 'dark',
      accent: '#FFD400',
      topics: ['One', 'Two'],
      isOpen: true,
      language: 'zh-CN',
    })
  })

  it('cannot bring in a colour, a place or an address that is none', () => {
    const read = readSettings({ accent: 'red;}*{x:y', offset: '9999,-5', privacy: 'javascript:alert(1)' }, 'https://desk.example/widget.js')
    expect(read).toMatchObject({ offsetX: 400, offsetY: 0 })
    expect(read).not.toHaveProperty('accent')
    expect(read).not.toHaveProperty('privacyUrl')
  })
})

describe('the language', () => {
  it('is the first that is spoken here', () => {
    expect(pickLanguage(undefined, 'de-DE', 'zh-Hans-CN', 'ru')).toBe('zh')
    expect(pickLanguage('', 'RU-ru')).toBe('ru')
    expect(pickLanguage('de', null)).toBe('en')
  })

  it('counts new messages by its own rules', () => {
    const labels = [1, 2, 5, 21].map((unread) => launcherLabel('ru', { isOpen: false, unread }))
    expect(labels).toEqual([
      'Открыть чат, 1 новое сообщение',
      'Открыть чат, 2 новых сообщения',
      'Открыть чат, 5 новых сообщений',
      'Открыть чат, 21 новое сообщение',
    ])
    expect(launcherLabel('en', { isOpen: false, unread: 1 })).toBe('Open chat, 1 new message')
    expect(launcherLabel('zh', { isOpen: true, unread: 0 })).toBe('关闭聊天')
  })
})

describe('the utm marks', () => {
  it('of the first page stay with the visit, and newer ones replace them', () => {
    const visit = openKeyValue('', null)
    expect(readUtm('?utm_source=mail&utm_campaign=%D0%BB%D0%B5%D1%82%D0%BE&token=secret', visit)).toEqual({
      utm_source: 'mail',
      utm_campaign: 'лето',
    })
    expect(readUtm('?page=2', visit)).toEqual({ utm_source: 'mail', utm_campaign: 'лето' })
    expect(readUtm('?utm_source=ad', visit)).toEqual({ utm_source: 'ad' })
  })
})
