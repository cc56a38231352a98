import { patternScript } from './pattern-script';

/**
 * The picture's own behaviour, as the text of an SVG script. It reads everything from the drawn elements:
 * boxes stand in depth-first order, a box's first title line is its name, `data-t` holds its totals, `data-d` its depth.
 * It takes names as text only, never as markup.
 *
 * A picture has one drawing or several beside each other, on one scale; where one is zoomed, the others go to the same
 * node, which `data-n` names.
 *
 * A picture may begin zoomed and searched: `data-zoom` is a box's place in the drawing, `data-stretch` what is in sight
 * of each drawing where that is not the box, `data-search` the pattern; boxes then stand where they are seen, `data-b` says where each
 * lies in the whole, and what was found is marked. Where the picture is the page, or in one, the address keeps, behind
 * the `#`, what was done since: `z` is a box, `s` a pattern. What stands there goes before what the picture began with.
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
  var upright = svg.dataset.upright !== undefined, begun = svg.dataset.zoom !== undefined;
  var panels = Array.prototype.map.call(svg.querySelectorAll('.frames'), function (g) { return { g: g, nodes: new Map(), callers: new Set() }; });
  var boxes = [], path = [], boxOfGroup = new Map();
  function panelWidth(of) { return (of - (panels.length + 1) * pad) / panels.length; }
  function panelLeft(of, index) { return pad + index * (panelWidth(of) + pad); }
  function lying(x, w, index) { return { x: (+x - panelLeft(full, index)) / panelWidth(full), w: +w / panelWidth(full) }; }
  panels.forEach(function (panel, panelIndex) {
    panel.g.querySelectorAll('.f').forEach(function (g) {
      var rect = g.querySelector('rect'), text = g.querySelector('text'), title = g.querySelector('title');
      var lines = title.textContent.split('\\n'), index = boxes.length;
      var lies = begun ? g.dataset.b.split(' ') : [rect.getAttribute('x'), rect.getAttribute('width')];
      var at = lying(lies[0], lies[1], panelIndex), depth = +g.dataset.d;
      path.length = depth;
      var box = {
        g: g, rect: rect, text: text, index: index, panel: panelIndex, node: g.dataset.n, depth: depth,
        name: lines[0], facts: lines[1] || '', x: at.x, w: at.w,
        rest: g.classList.contains('rest'), found: g.classList.contains('found'),
        totals: g.dataset.t.split(' ').map(Number), parent: path[depth - 1] || null
      };
      path[depth] = box;
      boxes.push(box);
      boxOfGroup.set(g, box);
      if (box.node) panel.nodes.set(box.node, box);
      g.setAttribute('role', 'treeitem');
      g.setAttribute('aria-level', String(depth + 1));
      g.setAttribute('tabindex', index === 0 ? '0' : '-1');
    });
    panel.g.setAttribute('role', 'tree');
  });
  if (boxes.length === 0) return;
  var root = boxes[0], current = root, note = find('matched');
  // What is in sight: a box and what surrounds it, or a stretch; of each drawing from x on, w wide.
  var whole = sightOf(root), first = whole, isStretch = svg.dataset.stretch !== undefined;
  if (begun) {
    first = sightOf(boxes[+svg.dataset.zoom]);
    if (isStretch) {
      var ends = svg.dataset.stretch.split(' ');
      first.isStretch = true;
      first.at.forEach(function (at, i) {
        var part = lying(ends[2 * i], ends[2 * i + 1], i);
        at.x = part.x;
        at.w = part.w;
      });
    }
  }
  var sight = first, begunWith = svg.dataset.search || '', asked = begunWith;
  var begunFound = new Set(boxes.filter(function (box) { return box.found; }));
  note.setAttribute('x', note.dataset.x);
  note.textContent = note.dataset.text;

  function sightOf(box) {
    return { box: box, at: panels.map(function (panel, i) {
      var own = box;
      if (i !== box.panel) {
        while (own.parent && !panel.nodes.has(own.node)) own = own.parent;
        own = panel.nodes.get(own.node) || own;
      }
      return { box: own, x: own.x, w: reach(own) };
    }) };
  }
  // The widest that a box is in any of the drawings.
  function reach(box) {
    return Math.max.apply(null, panels.map(function (panel) {
      var like = panel.nodes.get(box.node);
      return like ? like.w : 0;
    }).concat(box.w));
  }

  function label(name, chars) {
    if (name.length <= chars) return name;
    if (chars < 5) return '';
    var short = name.slice(name.lastIndexOf('/') + 1);
    if (short !== '' && short.length <= chars) return short;
    return short.slice(0, chars - 1) + '\\u2026';
  }
  function draw() {
    var inner = panelWidth(width);
    panels.forEach(function (panel, i) {
      panel.callers.clear();
      for (var up = sight.at[i].box.parent; up; up = up.parent) panel.callers.add(up);
    });
    boxes.forEach(function (box) {
      var at = sight.at[box.panel], left = panelLeft(width, box.panel), scale = inner / at.w;
      // Beside a larger one a caller need not fill its drawing.
      var covers = panels.length === 1 && !sight.isStretch && panels[0].callers.has(box);
      var x = covers ? 0 : (box.x - at.x) * scale, w = covers ? inner : box.w * scale;
      var shown = covers || (x + w > 0.01 && x < inner - 0.01 && w >= 0.1);
      box.g.style.display = shown ? '' : 'none';
      if (!shown) return;
      w = Math.min(inner, x + w) - Math.max(0, x);
      x = left + Math.max(0, x);
      box.rect.setAttribute('x', x);
      box.rect.setAttribute('width', w);
      box.text.setAttribute('x', x + 4);
      box.text.textContent = label(box.name, Math.floor((w - 8) / charWidth));
    });
    svg.querySelectorAll('.heading').forEach(function (heading, i) { heading.setAttribute('x', panelLeft(width, i)); });
    find('reset').style.display = sight === whole ? 'none' : '';
    shade();
  }
  function shade() {
    boxes.forEach(function (box) {
      box.g.classList.toggle('off', !box.rest && (asked ? !box.found : panels[box.panel].callers.has(box)));
    });
  }
  function keep() {
    if (!stretches) return;
    var state = new URLSearchParams();
    if (sight !== first) state.set('z', String(sight.box.index));
    if (asked !== begunWith) state.set('s', asked);
    var text = state.toString();
    // A page within a page may have no address of its own to change.
    try { window.history.replaceState(null, '', window.location.pathname + window.location.search + (text ? '#' + text : '')); } catch (error) {}
  }
  function restore() {
    var state = new URLSearchParams(stretches ? window.location.hash.slice(1) : '');
    var z = state.get('z'), wanted = state.get('s');
    sight = z === null ? first : lookAt(boxes[Number(z)] || root);
    if (wanted === null) wanted = begunWith;
    if (wanted) searchInput().value = wanted;
    if (wanted !== asked) search(wanted);
    draw();
    reveal(sight.box);
  }
  function lookAt(box) {
    return box.parent === null ? whole : box === first.box && !isStretch ? first : sightOf(box);
  }
  function zoom(box) {
    sight = lookAt(box);
    draw();
    keep();
  }
  // Scrolls the picture alone: a page may have other things to be read first.
  function reveal(box) {
    if (!stretches) return;
    var alone = svg === document.documentElement, frame = svg.parentElement;
    var seen = alone ? window.innerHeight : frame.clientHeight, y = +box.rect.getAttribute('y');
    if (y + 2 * rowHeight <= seen) return;
    var to = upright ? y - seen + 4 * rowHeight : y - 4 * rowHeight;
    if (alone) window.scrollTo(0, to);
    else frame.scrollTop = to;
  }
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

${patternScript}
  function search(text) {
    var pattern = null, given = text === begunWith && text !== '';
    try { pattern = text && !given ? patternOf(text) : null; } catch (error) {
      note.textContent = error.part ? svg.dataset.unknownpattern.replace('{part}', function () { return error.part; }) : svg.dataset.brokenpattern;
      return;
    }
    asked = text;
    keep();
    var sums = root.totals.map(function () { return 0; }), covered = -1;
    boxes.forEach(function (box) {
      box.found = given ? begunFound.has(box) : pattern !== null && box !== root && !box.rest && pattern.test(box.name);
      box.g.classList.toggle('found', box.found);
      if (covered >= 0 && box.depth <= covered) covered = -1;
      if (box.found && covered < 0) {
        covered = box.depth;
        // Each of several drawings is of one side.
        box.totals.forEach(function (total, side) { if (panels.length === 1 || side === box.panel) sums[side] += total; });
      }
    });
    shade();
    // What it began with was found in all of the profile, also in what is too small to be drawn.
    note.textContent = text === '' ? '' : given ? note.dataset.text : svg.dataset.matched.replace('{share}', sums.map(function (sum, side) {
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
  function measure() {
    if (!stretches) return;
    width = Math.max(600, svg.clientWidth || window.innerWidth);
    var height = svg.viewBox.baseVal.height;
    svg.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    svg.setAttribute('width', '100%');
    find('controls').setAttribute('transform', 'translate(' + (width - full) + ' 0)');
  }

  find('buttons').style.display = '';
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
    var up = upright ? child(box) : box.parent, down = upright ? box.parent : child(box);
    var go = { ArrowUp: up, ArrowDown: down, ArrowLeft: neighbour(box, -1), ArrowRight: neighbour(box, 1) };
    if (event.key in go) { event.preventDefault(); focus(go[event.key]); }
    else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); zoom(box); }
  });
  window.addEventListener('resize', function () { measure(); draw(); });
  window.addEventListener('hashchange', restore);
  measure();
  restore();
})();
`;
