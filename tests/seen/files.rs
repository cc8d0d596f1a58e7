//! The files of a draft as an XML parser that is not ours reads them.

use std::fs;
use std::io;

use crate::drafts::Draft;
use crate::programs::check_xml;

#[test]
fn every_xml_file_of_a_draft_is_well_formed() {
    for draft in [Draft::arabic(), Draft::english()] {
        for view in ["bilingual", "target"] {
            check_xml(&draft.export("html", view));
        }
        check_xml(&draft.export("xlf", "bilingual"));
        draft.run(&["memory", "export", "-o", "memory.tmx"]);
        check_xml(&draft.path().join("memory.tmx"));
    }
}

#[test]
fn every_part_of_a_word_document_is_well_formed() {
    for draft in [Draft::arabic(), Draft::english()] {
        for view in ["bilingual", "target"] {
            let file = fs::File::open(draft.export("docx", view)).unwrap();
            let mut package = zip::ZipArchive::new(file).unwrap();
            for index in 0..package.len() {
                let mut part = package.by_index(index).unwrap();
                let name = draft.path().join(format!("part-{index}.xml"));
                io::copy(&mut part, &mut fs::File::create(&name).unwrap()).unwrap();
                check_xml(&name);
            }
        }
    }
}
