() => {
  // Every visible text as rectangles, cut off where a frame around it cuts it off.
  const clipped = (box, element) => {
    let {left, top, right, bottom} = box;
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === 'visible') continue;
      const frame = at.getBoundingClientRect();
      left = Math.max(left, frame.left); right = Math.min(right, frame.right);
      top = Math.max(top, frame.top); bottom = Math.min(bottom, frame.bottom);
    }
    return {left, top, right, bottom};
  };
  const parse = color => (color.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return parse(getComputedStyle(document.body).backgroundColor);
  };
  const boxes = [], faint = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement, text = node.textContent.trim();
    if (!text || element.closest('script, option, .unseen, .skip, title, .nil')) continue;
    if (!element.checkVisibility({checkVisibilityCSS: true, contentVisibilityAuto: true, checkOpacity: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const {left, top, right, bottom} = clipped(box, element);
      if (right - left > 2 && bottom - top > 2) boxes.push({left, top, right, bottom, text});
    }
    const style = getComputedStyle(element), isDrawn = element instanceof SVGElement;
    const ink = parse(isDrawn ? style.fill : style.color);
    const under = isDrawn && element.closest('.node') ? parse(getComputedStyle(element.closest('.node').querySelector('rect')).fill) : ground(element);
    const [high, low] = [light(ink), light(under)].sort((a, b) => b - a);
    if ((high + .05) / (low + .05) < 4.5) faint.add(`${text.slice(0, 40)}: ${style.color} on ${under}`);
  }
  boxes.sort((one, other) => one.top - other.top);
  const overlaps = [], SLACK = 2;
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < one.bottom - SLACK; next++) {
      const other = boxes[next];
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      if (wide > SLACK && high > SLACK + 2) overlaps.push(`${one.text} / ${other.text}`);
    }
  });
  return {overlaps, texts: boxes.length, faint: [...faint]};
}
