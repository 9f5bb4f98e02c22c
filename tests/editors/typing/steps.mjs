// The sessions as single steps, each with the place of the cursor after it: what editors are asked that cannot be asked
// for their text.

import { readFileSync } from "node:fs";
import path from "node:path";

export const sessions = JSON.parse(readFileSync(path.join(import.meta.dirname, "sessions.json"), "utf8"));

/** What is to be saved. */
export const meant = (rows) => rows.map(([text]) => text).join("\n");

/**
 * `type` is a character, `take` an item of the list, `enter` a new line with an indentation of `indent` columns after the
 * row `typed`. `at` is line and column behind the step, counted from 1, and `before` the text from there to the line's start;
 * they are not known between two items.
 */
export function* steps(rows) {
  let first = 1;
  for (const [number, [text, ...keys]] of rows.entries()) {
    let typed = text.match(/^ */)[0].length;
    const after = () => {
      const lines = text.slice(0, typed).split("\n");
      return { at: [first + lines.length - 1, lines.at(-1).length + 1], before: lines.at(-1) };
    };
    if (number > 0) yield { enter: true, indent: typed, typed: rows[number - 1][0], ...after() };
    for (const [index, key] of keys.entries()) {
      if (key.startsWith("→")) {
        const next = keys[index + 1];
        if (next?.startsWith("→")) {
          yield { take: key.slice(1) };
        } else {
          typed = next === undefined ? text.length : text.indexOf(next, typed - 1);
          yield { take: key.slice(1), ...after() };
        }
      } else {
        for (const character of key) {
          typed++;
          yield { type: character, ...after() };
        }
      }
    }
    if (typed !== text.length) throw new Error(`the keys do not type ${text}`);
    first += text.split("\n").length;
  }
}
