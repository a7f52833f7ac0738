import { passFocusOn } from './focus-first'
import type { PanelModel } from './panel-model'

/** What an empty panel says. The buttons are a hint, not a question: writing at once is as good. */
export function Blank({ model }: { model: PanelModel }) {
  const { words, settings } = model
  return (
    <div class="blank">
      <p class="greeting">{words.greeting}</p>
      <p class="promise">{words.promise}</p>
      <p class="hint" id="otklik-topics">
        {words.topicsLabel}
      </p>
      <ul class="topics" aria-labelledby="otklik-topics">
        {(settings.topics ?? words.topics).map((topic) => (
          <li key={topic}>
            <button
              type="button"
              class="choice"
              onClick={(event) => {
                passFocusOn(event)
                void model.say(topic)
              }}
            >
              {topic}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
