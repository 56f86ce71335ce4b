/** Every sentence of the page. The other languages have the same ones: the compiler says what is missing. */
export const en = {
  pages: { generate: 'Muse', batch: 'Batch', models: 'Models', dashboard: 'Dashboard', ideas: 'Ideas' },
  shell: { menu: 'Menu', theme: 'Light or dark', language: 'Language of this page', skip: 'Skip to the content' },
};

/** Texts in any language. */
export type Texts = typeof en;
