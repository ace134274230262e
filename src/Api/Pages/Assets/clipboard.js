// Puts text on the clipboard, and marks the button that did. Where the browser does not let a page do that, the text stands beside the button, selected, for the reader's own keys.

/**
 * @param {HTMLElement} button what was pressed
 * @param {string} text what to copy
 * @param {string} byHand what the reader is told to do where the browser refuses
 * @returns {Promise<boolean>} whether the text is on the clipboard
 */
export async function copy(button, text, byHand) {
  const isCopied = (await byClipboard(text)) || bySelection(button, text, byHand);
  if (isCopied) {
    button.dataset.done = '';
    button.addEventListener('blur', () => delete button.dataset.done, { once: true });
  }
  return isCopied;
}

// The interface is there in secure contexts only (a service in an office network often is none), and may refuse.
const byClipboard = (text) => navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;

function bySelection(button, text, byHand) {
  const field = document.createElement('textarea');
  field.readOnly = true;
  field.value = text;
  const label = document.createElement('label');
  label.className = 'by-hand';
  label.append(byHand, field);
  button.after(label);
  field.focus({ preventScroll: true });
  field.select();
  const isCopied = document.execCommand('copy');
  if (isCopied) {
    label.remove();
    button.focus({ preventScroll: true });
  } else {
    field.addEventListener('blur', () => label.remove());
  }
  return isCopied;
}
