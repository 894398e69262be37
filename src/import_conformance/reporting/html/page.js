'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const id = name => document.getElementById(name);
  document.documentElement.classList.add('js');

  // Findings and their filter. `place` narrows to parts, or to the imports from some parts to others.
  const form = document.querySelector('.filter');
  const laws = all('.law');
  const found = all('.law li').map(item => {
    const file = item.closest('.file'), law = item.closest('.law');
    return {item, file, law, bond: item.dataset.bond?.split(' '), state: item.className === 'known' ? 'known' : 'new'};
  });
  let place = null;
  // The laws that a filter opened because it leaves few findings: they close again with it.
  const FEW = 60, opened = new Set();

  function wanted() {
    const data = new FormData(form);
    const text = data.get('text').trim().toLowerCase(), severities = data.getAll('severity');
    const [kind, law] = [data.get('law').split(':', 1)[0], data.get('law').replace(/^\w+:/, '')];
    const domain = data.get('domain') ?? '', state = data.get('state');
    const words = text ? text.split(/\s+/) : [];
    return each => {
      const {law: one, file} = each;
      if (severities.length && !severities.includes(one.dataset.severity)) return false;
      if (kind === 'law' && one.dataset.law !== law || kind === 'category' && one.dataset.category !== law) return false;
      if (domain && file.dataset.domain !== (domain === '-' ? '' : domain)) return false;
      if (state && each.state !== state) return false;
      if (place && !place(each)) return false;
      if (!words.length) return true;
      each.text ??= [one.dataset.law, file.firstElementChild, each.item].map(x => x.textContent ?? x).join(' ').toLowerCase();
      return words.every(word => each.text.includes(word));
    };
  }

  function narrow() {
    const fits = wanted(), counts = new Map(), files = new Set();
    let number = 0;
    for (const each of found) {
      const is = fits(each);
      each.item.hidden = !is;
      if (is) { number++; files.add(each.file); counts.set(each.law, (counts.get(each.law) ?? 0) + 1); }
    }
    for (const file of all('.file')) file.hidden = !files.has(file);
    const isAll = number === found.length;
    for (const law of laws) {
      const count = counts.get(law) ?? 0, figure = law.querySelector('.count b');
      figure.dataset.all ??= figure.textContent;
      figure.textContent = isAll || count === +figure.dataset.all ? figure.dataset.all : `${count} of ${figure.dataset.all}`;
      law.hidden = !count;
      if (!isAll && number <= FEW && count && !law.open) { law.open = true; opened.add(law); }
    }
    if (isAll) { opened.forEach(law => { law.open = false; }); opened.clear(); }
    const noun = found.length === 1 ? 'finding' : 'findings';
    id('shown').textContent = isAll ? `${number} ${noun}` : `${number} of ${found.length} ${noun}`;
    id('nothing').hidden = number > 0;
  }

  function aim(test, label, button) {
    place = test;
    id('only').textContent = label ?? '';
    id('only').hidden = !label;
    for (const each of all('[aria-pressed]')) each.removeAttribute('aria-pressed');
    button?.setAttribute('aria-pressed', 'true');
  }

  function clear() { form.reset(); aim(null); narrow(); }
  function arrive() { id('findings').scrollIntoView(); form.elements.text.focus({preventScroll: true}); }

  if (form) {
    form.hidden = false;
    form.addEventListener('input', narrow);
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('reset', () => { aim(null); setTimeout(narrow); });
    id('open-all').addEventListener('click', () => laws.forEach(law => { law.open = true; }));
    id('close-all').addEventListener('click', () => laws.forEach(law => { law.open = false; }));
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') clear();
      if (event.key === '/' && !event.target.matches('[type=search], select')) { event.preventDefault(); form.elements.text.focus(); }
    });
    for (const button of all('.go')) button.addEventListener('click', () => {
      form.reset(); aim(null);
      const {law, domain, severity} = button.dataset;
      if (law) form.elements.law.value = law;
      if (domain && form.elements.domain) form.elements.domain.value = domain;
      for (const box of all('[name=severity]', form)) box.checked = box.value === severity;
      narrow(); arrive();
    });
  }

  // Trees of rows: groups open and close, in the matrix with their columns.
  for (const table of all('.tree')) {
    const rows = all('tbody tr', table), heads = all('thead tr > *', table);
    const open = (group, is) => {
      group.querySelector('.toggle').setAttribute('aria-expanded', is);
      const isMember = each => each.dataset.parent === group.dataset.row;
      for (const row of rows.filter(isMember)) row.hidden = !is;
      heads.forEach((head, at) => {
        if (isMember(head)) for (const line of table.rows) line.cells[at].hidden = !is;
      });
    };
    const groups = rows.filter(row => row.querySelector('.toggle'));
    for (const row of groups) row.querySelector('.toggle').addEventListener('click', event => {
      open(row, event.target.getAttribute('aria-expanded') !== 'true');
    });
    const section = table.closest('section');
    section.querySelector('.open-groups')?.addEventListener('click', () => groups.forEach(row => open(row, true)));
    section.querySelector('.close-groups')?.addEventListener('click', () => groups.forEach(row => open(row, false)));
  }

  // The matrix: cells and names narrow the findings; arrows move between cells.
  const held = each => new Set(each.dataset.held.split(' '));
  const isAbout = parts => each => parts.has(each.file.dataset.part);
  function show(test, button, label) { form.reset(); aim(test, label, button); narrow(); arrive(); }
  for (const name of all('.dsm .part')) name.addEventListener('click', () => {
    show(isAbout(held(name.closest('tr'))), name, name.ariaLabel.split(':')[0]);
  });
  const cells = all('.dsm td button'), heads = all('.dsm thead tr > *'), lines = all('.dsm tbody tr');
  cells.forEach((button, at) => {
    button.title = button.ariaLabel;
    button.tabIndex = at ? -1 : 0;
    button.addEventListener('click', () => {
      const sources = held(button.closest('tr')), targets = held(heads[button.closest('td').cellIndex]);
      show(({bond}) => bond && sources.has(bond[0]) && targets.has(bond[1]), button, button.title.split(':')[0]);
    });
  });
  document.querySelector('.dsm')?.addEventListener('keydown', event => {
    const step = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]}[event.key];
    const cell = event.target.closest('td');
    if (!step || !cell) return;
    event.preventDefault();
    let row = lines.indexOf(cell.parentElement), at = cell.cellIndex, button = null;
    while (!button && lines[row += step[0]] && lines[row].cells[at += step[1]] && at > 0) {
      const next = lines[row].cells[at].querySelector('button');
      if (next?.offsetParent) button = next;
    }
    if (!button) return;
    for (const each of cells) each.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  });

  // The picture: the lines of the part under the pointer stand out; a click shows its findings.
  const svg = document.querySelector('.picture svg');
  for (const node of svg ? all('.node', svg) : []) {
    const part = node.dataset.part;
    const mine = all('[data-ends]', svg).filter(line => line.dataset.ends.split(' ').includes(part));
    const light = is => { svg.classList.toggle('aim', is); mine.forEach(line => line.classList.toggle('lit', is)); };
    node.addEventListener('pointerenter', () => light(true));
    node.addEventListener('pointerleave', () => light(false));
    node.addEventListener('click', () => form && show(isAbout(new Set([part])), null, node.firstElementChild.textContent.split(':')[0]));
  }
})();
