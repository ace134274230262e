// Buttons that copy: hidden until a script can do their work.
const said = document.createElement('div');
said.className = 'unseen';
said.setAttribute('role', 'status');
document.body.append(said);

const copyBySelection = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  // The clipboard interface is there in secure contexts only; a service in an office network often is none.
  return document.execCommand('copy');
};

const copy = async (element) => {
  if (!navigator.clipboard) {
    return copyBySelection(element);
  }
  await navigator.clipboard.writeText(element.textContent.trim());
  return true;
};

for (const button of document.querySelectorAll('button[data-copy]')) {
  const element = document.getElementById(button.dataset.copy);
  if (!element) {
    continue;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (await copy(element)) {
      said.textContent = '';
      said.textContent = button.dataset.copied;
      button.dataset.done = '';
      button.addEventListener('blur', () => delete button.dataset.done, { once: true });
    }
  });
}
