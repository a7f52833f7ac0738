/**
 * Stems that are recognised with one wrong, missing, extra or swapped letter. Only words that complaints turn on and that have no
 * common neighbour: over all stems, «проект» became «протек» and "comment" became "commend" in real letters.
 */
export const forgivenStems: readonly string[] = `
  жалоба жалобу претензи пожалова спасибо здравствуй пожалуйст оператор разочаров обслужива отвратител возврат возмутител приложени верните
  мошенни бракован недоволен безобраз доставк ужасный ужасно ужасная невозможн обманул издевает хамство компенсац благодар отличный
  complain complaint refund deliver delivery received disappoint terrible terribly horrible customer service damaged unacceptab ridiculous
  excellent recommend promised courier package arrived definitely manager operator cancelled broken awful thank
`
  .trim()
  .split(/\s+/)
