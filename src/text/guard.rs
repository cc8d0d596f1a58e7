//! Cells that a spreadsheet would run as a formula.
//!
//! It runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return. Such a cell is written with `'` in
//! front; so is one that begins with `'` before one of these, so that reading can take exactly one `'` away again.

/// Whether a spreadsheet would run the cell, or the guard would be taken away from it.
fn needs_guard(cell: &str) -> bool {
    cell.trim_start_matches(['\'', '"', ' '])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The cell as it can be written into a file that a spreadsheet opens.
#[must_use]
pub fn guarded(cell: String) -> String {
    if needs_guard(&cell) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// The cell that [`guarded`] wrote.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| needs_guard(rest))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_guarded_and_comes_back() {
        for cell in [
            "=1+1", "+1", "-", "@x", "\tx", "'=1", "''=1", "'quoted'", "plain", "",
        ] {
            let written = guarded(cell.to_owned());
            assert!(!written.starts_with(['=', '+', '-', '@', '\t']), "{written}");
            assert_eq!(unguarded(&written), cell);
        }
    }
}
