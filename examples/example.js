// The built package and nothing else. With a bundler this line is `import 'impasto/element';`.
import '../dist-lib/element.js';

const canvas = document.querySelector('impasto-canvas');
const status = document.querySelector('#status');
const strength = document.querySelector('#strength');

// For machines without a GPU: ?backend=wasm&detail=96
for (const [name, value] of new URLSearchParams(location.search)) canvas.setAttribute(name, value);

document.querySelector('#source').addEventListener('change', ({ target }) => (canvas.src = target.value));
document.querySelector('#style').addEventListener('change', ({ target }) => (canvas.styleSrc = target.value));
strength.addEventListener('input', () => (canvas.strength = strength.valueAsNumber));

canvas.addEventListener('ready', ({ detail }) => (status.textContent = `Painted by ${detail.backend}.`));
canvas.addEventListener('error', ({ message }) => (status.textContent = message));
