/**
 * Sorting and filtering of the table, and its link to the flame graph, whose own search it drives. Whatever
 * it needs to know is in the page: a cell's number in `data-v`, all else as text.
 */
export const pageScript = `
(function () {
  'use strict';
  var table = document.querySelector('table.rows'), body = table && table.tBodies[0];
  if (!body) return;
  var rows = Array.prototype.slice.call(body.rows), heads = table.querySelectorAll('th');
  var filter = document.getElementById('filter'), count = document.getElementById('shown');

  function valueOf(row, column) {
    var cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent : +cell.dataset.v;
  }
  function sort(column) {
    var head = heads[column], down = head.getAttribute('aria-sort') !== 'descending';
    var text = head.classList.contains('name');
    if (text && head.getAttribute('aria-sort') === null) down = false;
    heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    var signed = head.classList.contains('change');
    var keyed = rows.map(function (row, index) {
      var key = valueOf(row, column);
      return { row: row, index: index, key: signed ? Math.abs(key) : key };
    });
    keyed.sort(function (a, b) {
      var order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return (down ? -order : order) || a.index - b.index;
    });
    keyed.forEach(function (entry) { body.appendChild(entry.row); });
  }
  heads.forEach(function (head, column) {
    head.querySelector('button').addEventListener('click', function () { sort(column); });
  });

  function match() {
    var words = filter.value.toLowerCase(), shown = 0;
    rows.forEach(function (row) {
      var fits = row.textContent.toLowerCase().indexOf(words) >= 0;
      row.hidden = !fits;
      if (fits) shown++;
    });
    count.textContent = words === '' ? '' : count.dataset.words.replace('{shown}', shown).replace('{all}', rows.length);
  }
  filter.addEventListener('input', match);
  filter.addEventListener('keydown', function (event) {
    event.stopPropagation();
    if (event.key === 'Escape') { filter.value = ''; match(); }
  });
  document.getElementById('tools').hidden = false;

  // Long names are cut off; written into each row, they would double the file.
  body.addEventListener('mouseover', function (event) {
    var cell = event.target.closest('.name');
    if (cell && !cell.title) {
      cell.title = Array.prototype.map.call(cell.children, function (part) { return part.textContent; }).join('\\n');
    }
  });

  var picture = document.querySelector('.picture'), marked = null;
  function inPicture(pattern) {
    var open = picture.querySelector('#search');
    if (!open) return;
    open.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    var input = picture.querySelector('#searchbox input');
    input.value = pattern;
    input.dispatchEvent(new Event('input'));
  }
  body.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    if (!button) return;
    var same = marked === button;
    if (marked) marked.removeAttribute('aria-pressed');
    marked = same ? null : button;
    if (marked) marked.setAttribute('aria-pressed', 'true');
    inPicture(same ? '' : '^' + button.textContent.replace(/[.*+?^$\\u007b\\u007d()|[\\]\\\\]/g, '\\\\$&') + '$');
    button.focus({ preventScroll: true });
  });
})();
`;
