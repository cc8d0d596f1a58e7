'use strict';
// The page is its own file: what is typed goes into the text of #review-data, and saving gives the whole page back.
const data = document.getElementById('review-data');
const sheet = JSON.parse(data.textContent);
const rows = new Map(sheet.segments.map((row) => [row.id, row]));
const name = document.getElementById('reviewer');
const said = document.getElementById('saved');
let unsaved = false;

name.value = sheet.reviewer;
for (const pair of document.querySelectorAll('.pair')) {
  const row = rows.get(pair.dataset.segment);
  row.sent ??= row.target;
  row.was ??= row.state;
  pair.querySelector('.target').value = row.target;
  pair.querySelector('.comment').value = row.comment;
  pair.querySelector('.approved').checked = row.state === 'approved' || row.state === 'locked';
  pair.classList.toggle('edited', row.target !== row.sent);
}

document.addEventListener('input', (event) => {
  unsaved = true;
  said.textContent = 'Not saved';
  const pair = event.target.closest('.pair');
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
  pair.classList.toggle('edited', edited);
});

document.getElementById('save').addEventListener('click', () => {
  data.textContent = JSON.stringify(sheet);
  said.textContent = '';
  const page = '\u003c!DOCTYPE html>\n' + document.documentElement.outerHTML + '\n';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  link.download = sheet.name.replace(/[^\p{L}\p{N}.-]+/gu, '-') + '.reviewed.html';
  link.click();
  URL.revokeObjectURL(link.href);
  unsaved = false;
  said.textContent = 'Saved as ' + link.download;
});

window.addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault();
});
