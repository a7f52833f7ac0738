import { findLanguage, type Language, languages } from '../shared/language'
import { Icon } from './icon'
import { Menu } from './menu'
import type { PanelModel } from './panel-model'

const names: Record<Language, string> = { ru: 'Русский', en: 'English', zh: '中文' }

export function Header({
  model,
  onClose,
  onLanguage,
}: {
  model: PanelModel
  onClose: () => void
  onLanguage: (language: Language) => void
}) {
  const { words, language, brandName } = model
  return (
    <div class="head">
      {brandName && (
        <span class="mark" aria-hidden="true">
          {[...brandName.trim()][0]?.toUpperCase()}
        </span>
      )}
      <div class="brand">
        <h2 id="otklik-title" tabIndex={-1}>
          {brandName ?? words.title}
        </h2>
        {model.state.brand.demonstration && <p class="demo">{words.demonstration}</p>}
      </div>
      <label class="tool language">
        <span class="sr">{words.language}</span>
        <span aria-hidden="true">{language === 'zh' ? '中' : language.toUpperCase()}</span>
        <Icon name="fold" />
        <select value={language} onChange={(event) => onLanguage(findLanguage(event.currentTarget.value) ?? language)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <Menu model={model} />
      {model.settings.display === 'corner' && (
        <button type="button" class="tool" aria-label={words.close} title={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}
