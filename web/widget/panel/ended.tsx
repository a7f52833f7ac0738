import { passFocusOn } from './focus-first'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'

/** In the place of the field when the conversation is over. */
export function Ended({ model }: { model: PanelModel }) {
  const { words, state } = model
  return (
    <div class="ended">
      <p>{state.outgoing.length ? words.endedUnsent : words.ended}</p>
      <button
        type="button"
        class="primary"
        onClick={(event) => {
          passFocusOn(event)
          model.startOver()
        }}
      >
        <Icon name="fresh" />
        {words.startNew}
      </button>
    </div>
  )
}
