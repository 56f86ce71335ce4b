import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Ultramarine, the one accent: readable on paper (shade 7) and on ink (shade 4). */
const muse: MantineColorsTuple = [
  '#eff1ff',
  '#dfe4fe',
  '#bfc9fb',
  '#a3b0f9',
  '#93a4f8',
  '#637aef',
  '#4a60de',
  '#3145c2',
  '#2838a1',
  '#1f2b7b',
];

/** Greys with a little warmth in them, like paper. */
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f4f1eb',
  '#eae6de',
  '#ddd8ce',
  '#c9c3b7',
  '#a69f94',
  '#857e73',
  '#675f56',
  '#45403a',
  '#28241f',
];

/** The same paper at night. */
const dark: MantineColorsTuple = [
  '#ebe7e1',
  '#cbc6be',
  '#a8a299',
  '#7d776f',
  '#3f3b36',
  '#312e2a',
  '#23201d',
  '#191714',
  '#12100e',
  '#0b0a09',
];

export const theme = createTheme({
  primaryColor: 'muse',
  // Filled with it stands white text; what is written in it by night takes shade 4 (--muse-accent).
  primaryShade: { light: 7, dark: 6 },
  black: '#1e1b18',
  colors: { muse, gray, dark },
  radius: { sm: '6px', md: '10px', lg: '16px' },
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontFamily: 'var(--muse-serif)', fontWeight: '500' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its <header> would count as a second head of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
  },
});

/** What the page's own style sheets use beside Mantine's variables. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--muse-serif': 'Charter, "Iowan Old Style", "Charis SIL", "Palatino Linotype", Cambria, "Noto Serif", serif',
    '--muse-measure': '43rem',
  },
  light: {
    '--mantine-color-body': gray[0],
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[7],
    '--mantine-color-default-border': gray[3],
    '--muse-surface': '#ffffff',
    '--muse-line': gray[2],
    '--muse-accent': muse[7],
    '--muse-accent-soft': muse[0],
    '--muse-warning': '#9a4a12',
    '--muse-warning-soft': '#fbeedd',
    '--muse-shadow': '0 1px 2px rgb(60 45 20 / 5%), 0 12px 32px -12px rgb(60 45 20 / 12%)',
  },
  dark: {
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[2],
    '--muse-surface': dark[6],
    '--muse-line': dark[5],
    '--muse-accent': muse[4],
    '--muse-accent-soft': '#262a45',
    '--muse-warning': '#f0b27a',
    '--muse-warning-soft': '#3a2a1c',
    '--muse-shadow': '0 12px 32px -12px rgb(0 0 0 / 60%)',
  },
});
