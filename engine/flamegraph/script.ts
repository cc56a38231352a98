/**
 * The picture's own behaviour: click to zoom (ancestors faded, strangers hidden), search by regular expression
 * with the share that it matched, details under the pointer, and the state in the URL as `x`, `y` and `s`.
 *
 * It is the same text in every picture. All that differs it reads from attributes and titles, and it writes
 * text only, so no name can become markup or script. In pictures with links a click follows the link, and
 * a click with Ctrl zooms.
 */
export const flamegraphScript = `
(function () {
  'use strict';
  var svg = document.documentElement.localName === 'svg' ? document.documentElement
    : document.currentScript && document.currentScript.closest('svg');
  if (!svg) return;
  var find = function (id) { return svg.querySelector('#' + id); };
  var data = svg.dataset, pad = +data.pad, charWidth = +data.font * +data.char, inverted = data.inverted === 'true';
  var inner = parseFloat(svg.getAttribute('width')) - 2 * pad;
  var details = find('details'), matched = find('matched'), searchButton = find('search'), caseButton = find('ignorecase');
  var near = 0.0001, found = 'rgb(230,0,230)';
  var frames = Array.prototype.map.call(find('frames').children, function (group) {
    var rect = group.querySelector('rect'), title = group.querySelector('title').textContent;
    return {
      group: group, rect: rect, label: group.querySelector('text'), title: title,
      name: title.replace(/ ?\\([^(]*\\)$/, ''), fill: rect.getAttribute('fill'),
      atX: rect.getAttribute('x'), atY: rect.getAttribute('y'), y: +rect.getAttribute('y'),
      x: +rect.getAttribute('x'), w: +rect.getAttribute('width'), nowX: 0, nowW: 0, hidden: false, isRoot: false
    };
  });
  var lowest = frames.reduce(function (edge, f) {
    return edge === null || (inverted ? f.y < edge : f.y > edge) ? f.y : edge;
  }, null);
  frames.forEach(function (f) { f.isRoot = f.y === lowest; f.nowX = f.x; f.nowW = f.w; });
  var zoomed = null, pattern = null, ignoreCase = false;

  function fitted(f) {
    var chars = Math.floor((f.nowW - 3) / charWidth);
    if (f.isRoot && !zoomed || chars < 3) return '';
    return f.name.length <= chars ? f.name : f.name.slice(0, chars - 2) + '..';
  }
  function place(f, x, w, faded) {
    f.hidden = false;
    f.nowX = x;
    f.nowW = w;
    f.rect.setAttribute('x', x);
    f.rect.setAttribute('width', w);
    f.label.setAttribute('x', x + 3);
    f.label.textContent = fitted(f);
    f.group.classList.toggle('parent', faded);
    f.group.classList.remove('hide');
  }
  function hide(f) {
    f.hidden = true;
    f.group.classList.remove('parent');
    f.group.classList.add('hide');
  }
  function zoom(target) {
    zoomed = target && !target.isRoot ? target : null;
    frames.forEach(function (f) {
      if (!zoomed) return place(f, f.x, f.w, false);
      var above = inverted ? f.y < zoomed.y : f.y > zoomed.y;
      var end = zoomed.x + zoomed.w;
      if (above) {
        if (f.x <= zoomed.x && f.x + f.w + near >= end) place(f, pad, inner, true);
        else hide(f);
      } else if (f.x < zoomed.x || f.x + near >= end) hide(f);
      else place(f, (f.x - zoomed.x) * inner / zoomed.w + pad, f.w * inner / zoomed.w, false);
    });
    find('unzoom').classList.toggle('hide', !zoomed);
    mark();
  }

  // Marks what the search finds; boxes within a found one count once.
  function mark() {
    var widest = 0, hits = [];
    frames.forEach(function (f) {
      var hit = pattern !== null && pattern.test(f.title);
      f.rect.setAttribute('fill', hit ? found : f.fill);
      if (f.hidden) return;
      widest = Math.max(widest, f.nowW);
      if (hit) hits.push(f);
    });
    hits.sort(function (a, b) { return a.nowX - b.nowX || b.nowW - a.nowW; });
    var sum = 0, end = -1;
    hits.forEach(function (f) {
      if (f.nowX < end - near) return;
      sum += f.nowW;
      end = f.nowX + f.nowW;
    });
    var percent = widest ? 100 * sum / widest : 0;
    searchButton.classList.toggle('show', pattern !== null);
    searchButton.textContent = pattern === null ? 'Search' : 'Reset Search';
    matched.textContent = pattern === null ? ' ' : 'Matched: ' + (percent === 100 ? '100' : percent.toFixed(1)) + '%';
  }
  function search(term) {
    try {
      pattern = term ? new RegExp(term, ignoreCase ? 'i' : '') : null;
    } catch (error) {
      matched.textContent = 'Not a regular expression';
      return;
    }
    mark();
  }
  function askForTerm() {
    if (pattern !== null) search('');
    else {
      var note = ignoreCase ? ', upper and lower case alike' : '';
      var term = window.prompt('Search names by a regular expression, such as ^ext4_' + note + '\\nCtrl-I switches the case', '');
      if (term) search(term);
    }
    remember();
  }
  function switchCase() {
    ignoreCase = !ignoreCase;
    caseButton.classList.toggle('show', ignoreCase);
    if (pattern !== null) search(pattern.source);
  }

  function remember() {
    try {
      var url = new URL(window.location.href), state = url.searchParams;
      ['x', 'y', 's'].forEach(function (key) { state.delete(key); });
      if (zoomed) { state.set('x', zoomed.atX); state.set('y', zoomed.atY); }
      if (pattern !== null) state.set('s', pattern.source);
      window.history.replaceState(null, '', url.href);
    } catch (error) { /* A picture inside a page without an address of its own keeps no state. */ }
  }
  function frameOf(node) {
    while (node && node.parentNode) {
      if (node.parentNode.id === 'frames') break;
      node = node.parentNode;
    }
    return frames.find(function (f) { return f.group === node; }) || null;
  }

  svg.addEventListener('click', function (event) {
    var target = frameOf(event.target), id = event.target.id;
    if (target) {
      if (target.group.localName === 'a') {
        if (!event.ctrlKey) return;
        event.preventDefault();
      }
      zoom(target);
      remember();
    } else if (id === 'unzoom') { zoom(null); remember(); }
    else if (id === 'search') askForTerm();
    else if (id === 'ignorecase') switchCase();
  });
  svg.addEventListener('mouseover', function (event) {
    var target = frameOf(event.target);
    details.textContent = target ? data.nametype + ' ' + target.title : ' ';
  });
  svg.addEventListener('mouseleave', function () { details.textContent = ' '; });
  window.addEventListener('keydown', function (event) {
    var withControl = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (event.key === 'F3' || (withControl && key === 'f')) { event.preventDefault(); askForTerm(); }
    else if (withControl && key === 'i') { event.preventDefault(); switchCase(); }
  });

  var state = new URLSearchParams(window.location.search), x = state.get('x'), y = state.get('y');
  if (x && y) {
    var target = frames.find(function (f) { return f.atX === x && f.atY === y; });
    if (target) zoom(target);
  }
  if (state.get('s')) search(state.get('s'));
})();
`;
