// The interface in English.

export const en = {
  segments: "Segments", articles: "Articles", workspace: "Workspace", back: "All articles",
  empty: "empty", draft: "draft", "needs-review": "needs review", translated: "translated", approved: "approved", locked: "locked",
  typing: "typing…", saving: "saving…", unsent: "not saved", conflict: "two versions",
  "from-memory": "memory", "from-glossary": "glossary", "from-repeat": "repeat", "from-backend": "machine", "from-person": "person", "from-file": "file",
  origin: "Where the draft came from", goToSegment: "Segment {0}: edit", targetOf: "Target of segment {0}", findingCount: "{0} to look at",
  allSaved: "All saved", notSaved: "{0} not saved yet", offline: "The server does not answer. Go on working: what you type is kept here and sent when it is back.",
  progress: "{0} of {1} done", approvedSaid: "Segment {0} approved.", nowAt: "Segment {0} of {1}, {2}", allDone: "Nothing is left to do: every segment is translated or approved.",
  approve: "Approve and go on", needsReview: "Mark for review and go on", next: "Next segment", previous: "Previous segment", nextOpen: "Next to be done", previousOpen: "Previous to be done",
  nextFinding: "Next finding", previousFinding: "Previous finding", goTo: "Go to number", match: "Insert match", term: "Insert term", copySource: "Copy the source",
  redraft: "Draft this segment anew", propagate: "Fill repeats with this target", save: "Save now", addTerm: "Add the selection to the glossary", concordance: "Where was this translated?",
  names: "Names of the article", find: "Filter", replace: "Find and replace", approveAll: "Approve all that pass the checks", nextPane: "Next pane", help: "All commands", leave: "Leave the field",
  termsPane: "Terms", matchesPane: "Memory", findingsPane: "Checks", historyPane: "History",
  noTerms: "No term of the glossaries stands in this segment. Select words and press {0} to add one.", noMatches: "The memory has nothing like this yet. What you approve is found here next time.",
  noFindings: "The checks object to nothing.", noHistory: "Nobody has changed this segment yet.", insert: "Insert", fix: "Fix", show: "Show", restore: "Restore", by: "{0}, {1}",
  held: "held", variant: "variant", forbidden: "forbidden", missing: "missing", open: "–", listedIn: "{0}",
  filterText: "Filter segments…", anyState: "any state", hidden: "{0} shown, {1} hidden", clear: "Show all", regex: "regular expression", withFindings: "with findings", replaceWith: "Replace with", preview: "Preview", replaceAll: "Replace {0}", nothingFound: "Nothing found.", refusedHere: "not changed: {0}",
  source: "Source", target: "Target", kind: "Kind", note: "Note", add: "Add", cancel: "Cancel", close: "Close", forms: "Forms", renderings: "Renderings", addedTo: "Added to {0}", number: "Number",
  mine: "Mine", theirs: "Theirs", takeMine: "Keep mine", takeTheirs: "Take theirs", conflictSaid: "This segment was changed elsewhere while you typed. Nothing is lost: choose, or join both in the field.",
  proposal: "A new draft", useIt: "Use it", noProposal: "There is no proposal: {0}", export: "Export", theme: "Interface in Arabic", filled: "{0} repeats filled", bulk: "{0} approved, {1} left for you", askBulk: "Approve every draft that no check objects to?", yes: "Approve",
  noArticles: "There is no article here yet. `tarjuman review FILE` drafts one and opens it.", segmentsOf: "{0} segments", signIn: "This page is not signed in. Open the address that tarjuman printed when it started.", groups: "Groups", segment: "Segment", move: "Moving", terms: "Terms", view: "View", page: "Page", unsentFound: "{0} segments were typed here and not saved before; they are being sent.", words: "words",
};
