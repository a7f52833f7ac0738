import type { Signal } from './lexicon.js'

/** Emoji that say something by themselves; all others are decoration. */
export const emoji: Readonly<Partial<Record<Signal, string>>> = {
  upset: '😡, 🤬, 😠, 😤, 👎, 💩, 🤮, 🤢, 😭, 😢, 😞, 😔, 💔, 😒, 🖕, 😩, 😫, 😱, 😖, 😣, 😕, ☹, 🙁',
  irony: '🙄, 🤡, 🙃, 🤦',
  small: '👍, ❤, 🙏, 😊, 😍, 🥰, 👌, 🎉, 💯, 🔥, 😘, 🤗, 🌹, 💐, ✅, 😁, 😀, 🙂, 😉, 🤝, 💪, 👏, 😃, 😄, ☺, 💕, 💖, 🌸, 😂, 🤣, 👋, ✌, ☀',
  praise: '😍, 🥰, 💐, 🌹',
}
