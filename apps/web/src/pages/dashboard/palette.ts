/** Colours of lines, told apart by people who see fewer colours, and readable on paper and by night. */
const palettes = {
  light: ['#3145c2', '#b4521b', '#1b7a5a', '#8a3b8f', '#6d6112'],
  dark: ['#93a4f8', '#f0a96b', '#6fcfa8', '#d79be0', '#d8c766'],
} as const;

export type Scheme = keyof typeof palettes;

/** The colour of a line by its place; after the last, the first again. */
export function colourOf(index: number, scheme: Scheme): string {
  return palettes[scheme][index % palettes[scheme].length];
}
