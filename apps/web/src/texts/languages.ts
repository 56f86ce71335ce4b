/** The languages of the page and of ideas, by their code, each in its own words. */
export const languageNames = {
  de: 'Deutsch',
  en: 'English',
  it: 'Italiano',
  fr: 'Français',
  es: 'Español',
} as const;

export type LanguageCode = keyof typeof languageNames;

/** The first of these codes or language tags (`de-AT`) that the page speaks; English where it speaks none. */
export function chooseLanguage(wanted: readonly (string | null)[]): LanguageCode {
  const codes = wanted.map((tag) => tag?.slice(0, 2).toLowerCase());
  return codes.find((code): code is LanguageCode => code !== undefined && Object.hasOwn(languageNames, code)) ?? 'en';
}
