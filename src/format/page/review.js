'use strict';
// The page is its own file: what is typed goes into the text of #review-data, and saving gives the whole page back.
const data = document.getElementById('review-data');
const sheet = JSON.parse(data.textContent);
const rows = new Map(sheet.segments.map((row) => [row.id, row]));
const pairs = [...document.querySelectorAll('.pair')];
const name = document.getElementById('reviewer');
const said = document.getElementById('saved');
let unsaved = false;

name.value = sheet.reviewer;
for (const pair of pairs) {
  const row = rows.get(pair.dataset.segment);
  row.sent ??= row.target;
  row.was ??= row.state;
  pair.querySelector('.target').value = row.target;
  pair.querySelector('.comment').value = row.comment;
  pair.querySelector('.approved').checked = row.state === 'approved' || row.state === 'locked';
  show(pair, row);
}

function show(pair, row) {
  pair.classList.toggle('edited', row.target !== row.sent);
  const state = pair.querySelector('.state');
  state.textContent = row.state === row.was ? state.dataset.was : pair.parentElement.dataset[row.state];
}

function note(pair) {
  unsaved = true;
  said.textContent = 'Not saved';
  if (!pair) {
    sheet.reviewer = name.value;
    return;
  }
  const row = rows.get(pair.dataset.segment);
  row.target = pair.querySelector('.target').value;
  row.comment = pair.querySelector('.comment').value;
  const edited = row.target !== row.sent;
  const ticked = pair.querySelector('.approved').checked;
  if (row.was !== 'locked') row.state = ticked ? 'approved' : edited ? 'translated' : row.was === 'approved' ? 'translated' : row.was;
  show(pair, row);
}

function save() {
  data.textContent = JSON.stringify(sheet);
  said.textContent = '';
  const page = '\u003c!DOCTYPE html>\n' + document.documentElement.outerHTML + '\n';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  link.download = sheet.name.replace(/[^\p{L}\p{M}\p{N}.-]+/gu, '-') + '.reviewed.html';
  link.click();
  // Some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  said.textContent = 'Saved as ' + link.download;
}

document.addEventListener('input', (event) => note(event.target.closest('.pair')));
// A browser that saves the page by its own menu takes what stands in the element.
document.addEventListener('change', () => { data.textContent = JSON.stringify(sheet); });
document.getElementById('save').addEventListener('click', save);

// Keys are told by their place, since another layout may be on.
document.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  const pair = event.target.closest?.('.pair');
  if (event.code === 'KeyS') {
    event.preventDefault();
    save();
  } else if (event.code === 'Enter' && pair) {
    event.preventDefault();
    pair.querySelector('.approved').checked = true;
    note(pair);
    pairs[pairs.indexOf(pair) + 1]?.querySelector('.target').focus();
  }
});

window.addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault();
});
