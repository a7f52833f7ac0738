import type { Choice } from '../direct-line/activity'
import { openQuestion } from './entries'
import { passFocusOn } from './focus-first'
import type { PanelModel } from './panel-model'
import { RatingFace } from './rating-face'

/** The buttons under the last question: choices, or five faces with words. */
export function Answers({ model }: { model: PanelModel }) {
  const { words, state } = model
  const { choices, ask } = openQuestion(state)
  if (state.phase === 'ended') return null
  if (ask === 'rating') return <Rating model={model} choices={choices} />
  if (!choices.length) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields, these are buttons
    <div class="answers" role="group" aria-label={words.choices}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="choice"
          onClick={(event) => {
            passFocusOn(event)
            void model.choose(choice)
          }}
        >
          {choice.title}
        </button>
      ))}
    </div>
  )
}

const marks = [1, 2, 3, 4, 5] as const

function Rating({ model, choices }: { model: PanelModel; choices: Choice[] }) {
  const { words } = model
  const rate = (mark: number, event: Event) => {
    passFocusOn(event)
    const choice = choices.find((one) => one.value === String(mark))
    void (choice ? model.choose(choice) : model.say(String(mark)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields, these are buttons
    <div class="rating" role="group" aria-label={words.ratingLabel}>
      {marks.map((mark) => (
        <button key={mark} type="button" onClick={(event) => rate(mark, event)}>
          <RatingFace mark={mark} />
          <span>
            <span class="sr">{mark}: </span>
            {words.rating[mark - 1]}
          </span>
        </button>
      ))}
    </div>
  )
}
