/**
 * Trusted Types (W3C): the page's policy lets scripts and workers come from our own origin and nothing else. Imported
 * first by each page, for its effect. Lit has a policy of its own for templates; nothing else may write HTML.
 */

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createScriptURL: (url) => {
    const { origin, href, protocol } = new URL(url, document.baseURI);
    if (origin !== location.origin || protocol === 'blob:')
      throw new TypeError(`Scripts come from ${location.origin} only, not from ${origin}.`);
    return href;
  },
});
