/** The interface's language: the first of the browser's that there is, else English. Loads one table of strings. */
import { configureLocalization } from '@lit/localize';
import { allLocales, sourceLocale, targetLocales } from '../../locales/codes';
import { assertNever } from '../../shared/assert';

type Locale = (typeof allLocales)[number];

const { setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: async (locale) => {
    const known = allLocales.find((one) => one === locale) ?? sourceLocale;
    switch (known) {
      case 'de':
        return import('../../locales/de');
      case 'es':
        return import('../../locales/es');
      case 'en':
        return { templates: {} };
      default:
        return assertNever(known);
    }
  },
});

/** @param languages BCP 47 tags by preference, as in `navigator.languages`. */
export function chooseLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const [primary = ''] = language.toLowerCase().split('-');
    const locale = allLocales.find((one) => one === primary);
    if (locale) return locale;
  }
  return sourceLocale;
}

/** Speaks the browser's language from the next render on, and says so to screen readers. Never rejects. */
export async function speakBrowserLanguage(): Promise<void> {
  const locale = chooseLocale(navigator.languages);
  try {
    await setLocale(locale);
    document.documentElement.lang = locale;
  } catch (error) {
    // A table that does not arrive must not cost the camera: it stays English.
    console.error(error);
  }
}
