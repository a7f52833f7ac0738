import type { Config } from './config.js'
import type { Desk } from './desk.js'

const words = {
  ru: {
    chat: 'Чат, где пишет клиент',
    console: 'Пульт для сотрудников',
    setUp: 'Первый вход (ссылка на один раз): кто руководит и за кого отвечает стол',
    demo: 'Пока это демонстрация: её люди вымышлены и говорят об этом в своих именах.',
    ready: 'Готово за',
    stop: 'Остановить: Ctrl+C',
  },
  en: {
    chat: 'The chat where a customer writes',
    console: 'The console for the staff',
    setUp: 'First run (a one-time link): who runs the desk, and for which company',
    demo: 'Until then this is a demonstration: its people are invented and say so in their names.',
    ready: 'Ready in',
    stop: 'Stop it with Ctrl+C',
  },
  zh: {
    chat: '客户留言页面',
    console: '员工工作台',
    setUp: '首次设置（一次性链接）：谁负责、为哪家公司服务',
    demo: '在此之前为演示：人物均为虚构，名字中已注明。',
    ready: '启动用时',
    stop: '按 Ctrl+C 停止',
  },
} as const

/** What the person who typed `npm start` needs next, and nothing else. */
export function describeStart(desk: Pick<Desk, 'setUpUrl'>, config: Pick<Config, 'publicUrl' | 'language'>, ms: number): string {
  const said = words[config.language]
  return [
    '',
    `  ${said.chat}:  ${config.publicUrl}/chat`,
    `  ${said.console}:  ${config.publicUrl}/`,
    ...(desk.setUpUrl === null ? [] : [`  ${said.setUp}:`, `      ${desk.setUpUrl}`, `  ${said.demo}`]),
    '',
    `  ${said.ready} ${(ms / 1000).toFixed(1)} s. ${said.stop}.`,
    '',
  ].join('\n')
}
