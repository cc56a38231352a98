/** Opens and closes the instructions of all lines. Each line does so by itself, without any script. */
export const weblistScript = `
(function () {
  'use strict';
  var button = document.getElementById('all');
  var all = document.querySelectorAll('details');
  if (!button || all.length === 0) return;
  var open = false;
  button.hidden = false;
  button.addEventListener('click', function () {
    open = !open;
    all.forEach(function (line) { line.open = open; });
    button.textContent = open ? 'Hide all instructions' : 'Show all instructions';
  });
})();
`;
