// Buttons that copy: hidden until a script can do their work.
import { copy } from './clipboard.js';

const said = document.createElement('div');
said.className = 'unseen';
said.setAttribute('role', 'status');
document.body.append(said);

for (const button of document.querySelectorAll('button[data-copy]')) {
  const element = document.getElementById(button.dataset.copy);
  if (!element) {
    continue;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    if (await copy(button, element.textContent.trim(), button.dataset.byHand)) {
      said.textContent = '';
      said.textContent = button.dataset.copied;
    }
  });
}
