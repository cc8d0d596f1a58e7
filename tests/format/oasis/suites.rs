//! The public test suites of the OASIS XLIFF committee, as they are (`README.md` beside this file).

use std::io::{Cursor, Read};

/// Every XLIFF file of the suites of 2.1 and 2.2 by its path, in the order of the paths.
pub(crate) fn suites() -> Vec<(String, Vec<u8>)> {
    let packed = include_bytes!("xliff-2.1-2.2.zip");
    let mut zip = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut files = Vec::new();
    for number in 0..zip.len() {
        let mut file = zip.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        if name.ends_with(".xlf") {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}
