import { type Language, plural } from '../shared/language'

type Words = { open: string; close: string; unread: readonly string[]; failed: string }

const words: Record<Language, Words> = {
  ru: {
    open: 'Открыть чат',
    close: 'Закрыть чат',
    unread: ['{n} новое сообщение', '{n} новых сообщения', '{n} новых сообщений'],
    failed: 'Чат не загрузился. Проверьте связь и нажмите ещё раз',
  },
  en: {
    open: 'Open chat',
    close: 'Close chat',
    unread: ['{n} new message', '{n} new messages'],
    failed: 'The chat did not load. Check your connection and press again',
  },
  zh: { open: '打开聊天', close: '关闭聊天', unread: ['{n} 条新消息'], failed: '聊天未能加载，请检查网络后再点一次' },
}

export function launcherLabel(language: Language, state: { isOpen: boolean; unread: number }): string {
  const { open, close } = words[language]
  if (state.isOpen) return close
  return state.unread ? `${open}, ${unreadText(language, state.unread)}` : open
}

export const unreadText = (language: Language, count: number): string => plural(language, count, words[language].unread)
export const failedText = (language: Language): string => words[language].failed
