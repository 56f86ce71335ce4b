import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** A violet that is readable on white (shade 7) and on black (shade 4). */
const muse: MantineColorsTuple = [
  '#f3f0ff',
  '#e5dbff',
  '#d0bfff',
  '#b197fc',
  '#9775fa',
  '#845ef7',
  '#7048e8',
  '#6238d6',
  '#5429be',
  '#4520a0',
];

export const theme = createTheme({
  primaryColor: 'muse',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { muse },
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  headings: { fontFamily: 'inherit', fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
