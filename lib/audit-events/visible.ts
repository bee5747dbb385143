/**
 * Text as it can be shown safely in a line: control characters as their pictures, and what would turn or hide
 * its neighbours (bidirectional marks, zero-width characters, lone surrogates) as its code.
 */
export function visible(text: string): string {
  return text
    .replaceAll(/[\u0000-\u001f]/g, (character) => String.fromCodePoint(0x2400 + character.charCodeAt(0)))
    .replaceAll(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu, asCode);
}

/** "\u202e", as JSON writes it. */
export function asCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
