// The keys that other tools have put into people's hands, by command as in the table of shortcuts. What a habit leaves out
// keeps our keys; what it takes from another command is given other keys here, so that no chord means two things.

/** By the name of the tool. */
export const habits = {
  OmegaT: {
    approve: ["Enter", "C+Enter"],
    nextOpen: ["C+KeyU", "F9"],
    goTo: ["C+KeyJ", "C+KeyG"],
    copySource: ["C+S+KeyI", "C+S+KeyR"],
    join: ["C+KeyQ"],
    split: ["C+S+KeyQ"],
    comment: ["C+Digit0"],
    addTerm: ["C+S+KeyG", "C+KeyE"],
    grid: ["C+S+KeyL"],
    replace: ["C+KeyH"],
    concordance: ["C+KeyK"],
  },
  memoQ: {
    approve: ["C+Enter"],
    nextOpen: ["C+KeyG", "F9"],
    goTo: ["C+KeyJ"],
    join: ["C+KeyQ"],
    copySource: ["C+S+KeyS", "C+Insert"],
    reading: ["C+S+KeyI"],
    addTerm: ["C+KeyE"],
    concordance: ["C+KeyK"],
  },
  Weblate: {
    approve: ["C+Enter", "A+Enter"],
    fix: ["C+KeyQ"],
    needsReview: ["C+S+Enter", "C+KeyY"],
    redo: ["C+S+KeyZ"],
    next: ["A+PageDown", "C+ArrowDown", "A+ArrowDown"],
    previous: ["A+PageUp", "C+ArrowUp", "A+ArrowUp"],
    copySource: ["C+KeyO"],
    glossary: ["C+KeyI"],
    comment: ["C+KeyU"],
    redraft: ["C+KeyM"],
  },
};
