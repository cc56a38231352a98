/**
 * The picture's own behaviour, as the text of an SVG script. It reads everything from the drawn elements:
 * boxes stand in depth-first order, a box's first title line is its name, and `data-t` holds its totals.
 * It takes names as text only, never as markup. Where the picture is the page, the address keeps what is zoomed into
 * and searched for, behind the `#`: `z` is a box's place in the drawing, `s` the pattern.
 */
export const flameScript = `
(function () {
  'use strict';
  var svg = document.documentElement.localName === 'svg' ? document.documentElement
    : document.currentScript && document.currentScript.closest('svg');
  if (!svg) return;
  var stretches = svg === document.documentElement || svg.dataset.embedded !== undefined;
  var find = function (id) { return svg.querySelector('#' + id); };
  var pad = +svg.dataset.pad, rowHeight = +svg.dataset.row, charWidth = +svg.dataset.char;
  var full = +svg.dataset.width, width = full;
  var details = find('details'), resting = details.textContent;
  var boxes = [], path = [], boxOfGroup = new Map();
  svg.querySelectorAll('.f').forEach(function (g, index) {
    var rect = g.querySelector('rect'), text = g.querySelector('text'), title = g.querySelector('title');
    var lines = title.textContent.split('\\n');
    var depth = +g.dataset.d;
    path.length = depth;
    var box = {
      g: g, rect: rect, text: text, index: index, depth: depth, name: lines[0], facts: lines[1] || '',
      x: (+rect.getAttribute('x') - pad) / (full - 2 * pad), w: +rect.getAttribute('width') / (full - 2 * pad),
      rest: g.classList.contains('rest'), totals: g.dataset.t.split(' ').map(Number), parent: path[depth - 1] || null
    };
    path[depth] = box;
    boxes.push(box);
    boxOfGroup.set(g, box);
    g.setAttribute('role', 'treeitem');
    g.setAttribute('aria-level', String(depth + 1));
    g.setAttribute('tabindex', index === 0 ? '0' : '-1');
  });
  if (boxes.length === 0) return;
  var root = boxes[0], zoomed = root, current = root, pattern = null, asked = '';

  function label(name, chars) {
    if (name.length <= chars) return name;
    if (chars < 5) return '';
    var short = name.slice(name.lastIndexOf('/') + 1);
    if (short !== '' && short.length <= chars) return short;
    return short.slice(0, chars - 1) + '\\u2026';
  }
  function draw() {
    var inner = width - 2 * pad, scale = inner / zoomed.w, left = zoomed.x, ancestors = new Set();
    for (var up = zoomed.parent; up; up = up.parent) ancestors.add(up);
    boxes.forEach(function (box) {
      var above = ancestors.has(box);
      var x = above ? 0 : (box.x - left) * scale, w = above ? inner : box.w * scale;
      var shown = above || (x + w > 0.01 && x < inner - 0.01 && w >= 0.1);
      box.g.style.display = shown ? '' : 'none';
      box.g.classList.toggle('above', above);
      if (!shown) return;
      x = Math.max(0, x);
      w = Math.min(w, inner - x);
      box.rect.setAttribute('x', pad + x);
      box.rect.setAttribute('width', w);
      box.text.setAttribute('x', pad + x + 4);
      box.text.textContent = label(box.name, Math.floor((w - 8) / charWidth));
    });
    find('reset').style.display = zoomed === root ? 'none' : '';
  }
  function keep() {
    if (!stretches) return;
    var state = new URLSearchParams();
    if (zoomed !== root) state.set('z', String(zoomed.index));
    if (asked) state.set('s', asked);
    var text = state.toString();
    // A page within a page may have no address of its own to change.
    try { window.history.replaceState(null, '', window.location.pathname + window.location.search + (text ? '#' + text : '')); } catch (error) {}
  }
  function restore() {
    if (!stretches) return;
    var state = new URLSearchParams(window.location.hash.slice(1)), wanted = state.get('s') || '';
    zoomed = boxes[Number(state.get('z'))] || root;
    draw();
    if (wanted !== asked) {
      searchInput().value = wanted;
      search(wanted);
    }
  }
  function zoom(box) { zoomed = box; draw(); keep(); }
  function say(box) { details.textContent = box ? box.name + '  \\u00b7  ' + box.facts : resting; }
  function focus(box) {
    if (!box) return;
    current.g.setAttribute('tabindex', '-1');
    current = box;
    box.g.setAttribute('tabindex', '0');
    box.g.focus();
  }
  function boxOf(target) {
    var g = target.closest && target.closest('.f');
    return boxOfGroup.get(g) || null;
  }
  function neighbour(box, step) {
    for (var i = box.index + step; i >= 0 && i < boxes.length; i += step) {
      if (boxes[i].depth === box.depth && boxes[i].g.style.display !== 'none') return boxes[i];
    }
    return null;
  }
  function child(box) {
    for (var i = box.index + 1; i < boxes.length && boxes[i].depth > box.depth; i++) {
      if (boxes[i].g.style.display !== 'none') return boxes[i];
    }
    return null;
  }

  function search(text) {
    var note = find('matched');
    try { pattern = text ? new RegExp(text, 'i') : null; } catch (error) {
      note.textContent = svg.dataset.brokenpattern;
      return;
    }
    asked = text;
    keep();
    var sums = root.totals.map(function () { return 0; }), covered = -1;
    boxes.forEach(function (box) {
      var hit = pattern !== null && box !== root && !box.rest && pattern.test(box.name);
      box.g.classList.toggle('found', hit);
      if (covered >= 0 && box.depth <= covered) covered = -1;
      if (hit && covered < 0) {
        covered = box.depth;
        box.totals.forEach(function (total, side) { sums[side] += total; });
      }
    });
    note.textContent = pattern === null ? '' : svg.dataset.matched.replace('{share}', sums.map(function (sum, side) {
      return root.totals[side] ? (100 * sum / root.totals[side]).toFixed(1) + '%' : '0%';
    }).join(' \\u2192 '));
  }
  function searchInput() {
    var place = find('searchbox'), input = place.querySelector('input');
    if (!input) {
      input = document.createElementNS('http://www.w3.org/1999/xhtml', 'input');
      input.setAttribute('type', 'search');
      input.setAttribute('placeholder', svg.dataset.pattern);
      input.setAttribute('aria-label', svg.dataset.searchfunctions);
      input.setAttribute('style', 'box-sizing:border-box;width:100%;height:24px;font:12px system-ui,sans-serif;color-scheme:light dark');
      input.addEventListener('input', function () { search(input.value); });
      input.addEventListener('keydown', function (event) {
        event.stopPropagation();
        if (event.key === 'Escape') { input.value = ''; search(''); place.style.display = 'none'; current.g.focus(); }
      });
      place.appendChild(input);
    }
    place.style.display = '';
    return input;
  }
  function openSearch() {
    var input = searchInput();
    input.focus();
    input.select();
  }
  function fit() {
    if (!stretches) return;
    width = Math.max(600, svg.clientWidth || window.innerWidth);
    var height = svg.viewBox.baseVal.height;
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    svg.setAttribute('width', '100%');
    find('controls').setAttribute('transform', 'translate(' + (width - full) + ' 0)');
    draw();
  }

  find('frames').setAttribute('role', 'tree');
  find('controls').style.display = '';
  svg.addEventListener('click', function (event) {
    var box = boxOf(event.target);
    if (box) { focus(box); zoom(box); }
  });
  svg.addEventListener('mouseover', function (event) { say(boxOf(event.target)); });
  svg.addEventListener('focusin', function (event) { var box = boxOf(event.target); if (box) say(box); });
  [['reset', function () { zoom(root); }], ['search', openSearch]].forEach(function (pair) {
    var button = find(pair[0]);
    button.addEventListener('click', pair[1]);
    button.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); pair[1](); }
    });
  });
  window.addEventListener('keydown', function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key === 'f' && svg === document.documentElement) { event.preventDefault(); openSearch(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') { event.preventDefault(); openSearch(); return; }
    if (event.key === 'Escape') { zoom(root); return; }
    var box = boxOf(event.target);
    if (!box) return;
    var go = { ArrowUp: box.parent, ArrowDown: child(box), ArrowLeft: neighbour(box, -1), ArrowRight: neighbour(box, 1) };
    if (event.key in go) { event.preventDefault(); focus(go[event.key]); }
    else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); zoom(box); }
  });
  window.addEventListener('resize', fit);
  window.addEventListener('hashchange', restore);
  if (stretches) fit(); else draw();
  restore();
})();
`;
