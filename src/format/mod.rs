//! format

pub mod tmx;
