// Light or dark: what the reader chose in this browser, else what the system says. Runs before the first picture, so that no page flashes.
(() => {
  const words = document.documentElement.lang === 'en'
    ? { label: 'Colour scheme', auto: 'Auto', light: 'Light', dark: 'Dark' } : { label: '配色', auto: '自動', light: 'ライト', dark: 'ダーク' };
  const kept = () => {
    try {
      return localStorage.getItem('theme');
    } catch {
      return null; // a browser that keeps nothing follows the system
    }
  };
  const show = (scheme) => {
    if (scheme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = scheme;
    }
  };
  const first = ['light', 'dark'].includes(kept()) ? kept() : 'auto';
  show(first);

  document.addEventListener('DOMContentLoaded', () => {
    const list = document.createElement('select');
    list.setAttribute('aria-label', words.label);
    list.className = 'theme';
    list.append(...['auto', 'light', 'dark'].map((scheme) => new Option(words[scheme], scheme, false, scheme === first)));
    list.addEventListener('change', () => {
      show(list.value);
      try {
        localStorage.setItem('theme', list.value);
      } catch {
        // shown, though not kept
      }
    });
    document.querySelector('header.top').append(list);
  });
})();
