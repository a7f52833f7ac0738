/** Words that count as `#` in a phrase. «один», "one" and 「一」 are left out of ru and en: they are articles more often than numbers. */
export const cardinals = new Set(
  [
    'два две двух двум двое три трех трое четыре четырех четверо пять пяти шесть шести семь семи восемь восьми девять десять десяти',
    'полтора полторы пару пара несколько пол полчаса двадцать тридцать сорок пятьдесят шестьдесят сто двести триста пятьсот',
    'two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty hundred dozen couple several few half',
    '一 二 两 俩 三 四 五 六 七 八 九 十 百 千 万 几 半 多 好几',
  ]
    .join(' ')
    .split(' '),
)

const russianOrdinals = ['втор', 'трет', 'четверт', 'пят', 'шест', 'седьм', 'восьм', 'девят', 'десят'].flatMap((stem) =>
  stem === 'трет'
    ? ['третий', 'третья', 'третье', 'третью', 'третьи', 'третьего', 'третьей']
    : ['ый', 'ой', 'ая', 'ое', 'ую', 'ые', 'ого'].map((ending) => stem + ending),
)

/** Words that count as `@` and as `#`: the second and later. */
export const ordinals = new Set([
  ...russianOrdinals,
  ...'second third fourth fifth sixth seventh eighth ninth tenth 2nd 3rd 4th 5th 6th 7th'.split(' '),
])
