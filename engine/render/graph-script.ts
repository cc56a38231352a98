/**
 * What the picture of a call graph does, as the text of an SVG script: the wheel zooms about the pointer,
 * dragging moves, a double click or `0` shows all, `+`, `-` and the arrows do the same without a mouse. It
 * changes the view box and the widths of words only, and reads no name.
 */
export const graphScript = `
(function () {
  'use strict';
  var svg = document.documentElement;
  if (svg.localName !== 'svg') return;
  var whole = svg.getAttribute('viewBox').trim().split(/[\\s,]+/).map(Number);
  var view = whole.slice(), deepest = 1 / 200, widest = 4, held = null;
  svg.style.cursor = 'grab';
  svg.style.touchAction = 'none';
  svg.style.userSelect = svg.style.webkitUserSelect = 'none';

  // Boxes are as wide as Times makes their words; where that is missing, another face's are squeezed into them.
  function squeeze(node) {
    var box = node.querySelector('polygon');
    if (box === null) return;
    box = box.getBBox();
    Array.prototype.forEach.call(node.querySelectorAll('text'), function (text) {
      var begins = text.getAttribute('text-anchor') === 'start';
      var room = begins ? box.x + box.width - Number(text.getAttribute('x')) - 8 : box.width - 6;
      if (!(room > 0) || text.getComputedTextLength() <= room) return;
      text.setAttribute('textLength', room);
      text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
    });
  }
  window.addEventListener('load', function () {
    Array.prototype.forEach.call(svg.querySelectorAll('g.node'), squeeze);
  });

  function show(next) {
    view = next;
    svg.setAttribute('viewBox', view.map(function (part) { return part.toFixed(3); }).join(' '));
  }
  function inGraph(event) {
    var point = svg.createSVGPoint();
    point.x = event.clientX;
    point.y = event.clientY;
    return point.matrixTransform(svg.getScreenCTM().inverse());
  }
  function zoom(factor, about) {
    var share = Math.min(widest, Math.max(deepest, view[2] * factor / whole[2]));
    factor = share * whole[2] / view[2];
    show([about.x + (view[0] - about.x) * factor, about.y + (view[1] - about.y) * factor,
      view[2] * factor, view[3] * factor]);
  }
  function middle() { return { x: view[0] + view[2] / 2, y: view[1] + view[3] / 2 }; }
  function move(right, down) { show([view[0] + right, view[1] + down, view[2], view[3]]); }

  svg.addEventListener('wheel', function (event) {
    event.preventDefault();
    // Lines and pages of some wheels, in pixels.
    var pixels = event.deltaY * (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1);
    zoom(Math.exp(Math.max(-240, Math.min(240, pixels)) / 400), inGraph(event));
  }, { passive: false });
  svg.addEventListener('pointerdown', function (event) {
    if (event.button !== 0) return;
    held = inGraph(event);
    svg.setPointerCapture(event.pointerId);
    svg.style.cursor = 'grabbing';
  });
  svg.addEventListener('pointermove', function (event) {
    if (held === null) return;
    var now = inGraph(event);
    move(held.x - now.x, held.y - now.y);
  });
  ['pointerup', 'pointercancel'].forEach(function (name) {
    svg.addEventListener(name, function () { held = null; svg.style.cursor = 'grab'; });
  });
  svg.addEventListener('dblclick', function () { show(whole.slice()); });
  window.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var step = view[2] / 10;
    if (event.key === '0' || event.key === 'Escape') show(whole.slice());
    else if (event.key === '+' || event.key === '=') zoom(0.8, middle());
    else if (event.key === '-') zoom(1.25, middle());
    else if (event.key === 'ArrowLeft') move(-step, 0);
    else if (event.key === 'ArrowRight') move(step, 0);
    else if (event.key === 'ArrowUp') move(0, -step);
    else if (event.key === 'ArrowDown') move(0, step);
    else return;
    event.preventDefault();
  });
})();
`;
