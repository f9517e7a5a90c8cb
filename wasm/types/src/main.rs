//! What the npm package is made of beside its modules: `types` prints the TypeScript types, made from the same JSON Schemas of
//! the Rust types that check what is stored; `images FOLDER` writes the images of the data.

mod images;
mod typescript;

use std::path::Path;

use anyhow::bail;
use coachwright_core::{coach, context, interview, lines, model, workout};
use schemars::generate::{SchemaGenerator, SchemaSettings};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["types"] => types(),
        ["images", folder] => images::write(Path::new(folder)),
        _ => bail!("usage: coachwright-wasm-package types | images FOLDER"),
    }
}

fn types() -> anyhow::Result<()> {
    // What the engine answers is described as it is written, what it is asked as it is read.
    let mut written = SchemaSettings::draft2020_12().for_serialize().into_generator();
    answers(&mut written);
    let mut read = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    requests(&mut read);
    let mut definitions = read.take_definitions(true);
    // A type that goes both ways is described as it is written: complete.
    definitions.extend(written.take_definitions(true));
    print!("{}", typescript::module(&definitions)?);
    Ok(())
}

fn answers(types: &mut SchemaGenerator) {
    types.subschema_for::<interview::Event>();
    types.subschema_for::<interview::Reply>();
    types.subschema_for::<lines::Detection>();
    types.subschema_for::<workout::Log>();
    types.subschema_for::<coach::Generated>();
    types.subschema_for::<coach::RenderedPrompts>();
    types.subschema_for::<coach::Template>();
    types.subschema_for::<model::CoachCreatorSession>();
    types.subschema_for::<model::SessionDocument>();
}

fn requests(types: &mut SchemaGenerator) {
    types.subschema_for::<context::Setting>();
    types.subschema_for::<interview::Base>();
    types.subschema_for::<model::CreationType>();
    types.subschema_for::<coach::Ids>();
    types.subschema_for::<model::CoachConfig>();
}
