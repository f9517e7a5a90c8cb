//! What a language model is told: blocks rendered from templates, each naming the configuration it comes from.
//!
//! Templates see prepared values only; whatever the person wrote is fenced as data ([`fence`]). Rendering is bounded: each
//! block and the whole have limits in characters, and where room is short the least important detail goes first.

mod fence;
#[cfg(test)]
mod tests;
mod view;

use crate::Map;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde::{Deserialize, Serialize};

use super::Catalogue;
use crate::engine::{LoadError, data};
use crate::image::{Image, Reader, image};
use crate::model::{CoachConfig, GeneratedPrompts};
use crate::{Context, Engine, Locale, Units};

/// Steps of work that one block may take; a block takes about three hundred.
const FUEL: u64 = 20_000;
/// The detail that blocks start with.
const FULL: u8 = 2;

/// What rendering must know beside the coach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RenderContext {
    /// The language the coach answers in.
    pub locale: Locale,
    /// The person's units, where they chose.
    pub units: Option<Units>,
    /// At most so many characters in all, where the model has room for less than the usual limit. What safety needs stays.
    pub limit: Option<usize>,
}

impl From<&Context> for RenderContext {
    fn from(context: &Context) -> Self {
        Self { locale: context.locale, units: context.units, limit: None }
    }
}

/// One block of the system prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Block {
    /// Its id: `identity`, `safety`, `personality` …
    pub id: String,
    /// Its text.
    pub text: String,
    /// The configuration it was made from, as paths such as `technical_config.methodology`.
    pub from: Vec<String>,
}

/// Everything a coach is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RenderedPrompts {
    /// The blocks in their order; empty ones are left out.
    pub blocks: Vec<Block>,
    /// All of it under headings.
    pub system_prompt: String,
}

impl RenderedPrompts {
    /// The four prompts that a stored coach keeps.
    #[must_use]
    pub fn generated_prompts(&self) -> GeneratedPrompts {
        let text = |id: &str| {
            self.blocks.iter().find(|block| block.id == id).map(|block| block.text.clone()).unwrap_or_default()
        };
        GeneratedPrompts {
            personality_prompt: text("personality"),
            motivation_prompt: text("motivation"),
            methodology_prompt: text("methodology"),
            communication_style: text("communication"),
        }
    }
}

/// Prompts that cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The coach's methodology or persona is not known here.
    #[error("the coach's {0} is not known; choose another one")]
    Unknown(&'static str),
    /// A template failed; the project's tests make sure that none does.
    #[error("the template `{0}` cannot be rendered")]
    Template(String),
}

/// How a block is rendered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    id: String,
    title: String,
    from: Vec<String>,
    limit: usize,
    keep: u8,
}

image!(Form { id, title, from, limit, keep });

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    total: usize,
    blocks: Vec<Form>,
}

image!(Forms { total, blocks });

/// The compiled templates with the prose of personas and methodologies.
#[derive(Debug, Default)]
pub struct Renderer {
    /// The templates by name.
    sources: Vec<(&'static str, &'static str)>,
    environment: Environment<'static>,
    forms: Forms,
    personas: Map<String, view::PersonaView>,
    methodologies: Map<String, view::MethodologyView>,
}

impl Renderer {
    /// Compiles the embedded templates.
    ///
    /// # Errors
    /// When a template or the list of blocks is malformed; the project's tests make sure none is.
    pub fn load(catalogue: &Catalogue) -> Result<Self, LoadError> {
        let mut sources = Vec::new();
        for (path, source) in coachwright_prompts::files_in("templates/") {
            let name = path.strip_prefix("templates/").and_then(|name| name.strip_suffix(".jinja"));
            if let Some(name) = name {
                sources.push((name, source));
            }
        }
        Self::new(sources, data("templates/blocks.json")?, catalogue)
    }

    fn new(sources: Vec<(&'static str, &'static str)>, forms: Forms, catalogue: &Catalogue) -> Result<Self, LoadError> {
        let malformed = |file: &str, detail: &dyn std::fmt::Display| LoadError {
            file: file.to_owned(),
            detail: detail.to_string(),
        };
        let mut environment = Environment::empty();
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| malformed("syntax", &error))?);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        for (name, source) in &sources {
            environment.add_template(name, source).map_err(|error| malformed(name, &error))?;
        }
        let (personas, methodologies) = (view::personas(catalogue), view::methodologies(catalogue));
        Ok(Self { sources, environment, forms, personas, methodologies })
    }

    /// Appends the templates to an image.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let owned = |(name, source): &(&str, &str)| ((*name).to_owned(), (*source).to_owned());
        self.sources.iter().map(owned).collect::<Vec<_>>().write(out);
        self.forms.write(out);
    }

    /// Takes them back. They are kept for as long as the program runs, as embedded ones are.
    ///
    /// # Errors
    /// When a template is damaged.
    pub(crate) fn read(catalogue: &Catalogue, from: &mut Reader<'_>) -> Result<Self, LoadError> {
        let sources: Vec<(String, String)> = Image::read(from);
        let sources = sources.into_iter().map(|(name, source)| (&*name.leak(), &*source.leak())).collect();
        Self::new(sources, Image::read(from), catalogue)
    }

    fn block(&self, form: &Form, detail: u8, view: &view::View) -> Result<String, RenderError> {
        let failed = |_| RenderError::Template(form.id.clone());
        let template = self.environment.get_template(&form.id).map_err(failed)?;
        let text = template.render(view.at(detail)).map_err(failed)?;
        Ok(text.trim().to_owned())
    }
}

/// Writes everything that a coach is told.
///
/// # Errors
/// When the coach's methodology or persona is not known.
pub fn render(engine: &Engine, coach: &CoachConfig, context: &RenderContext) -> Result<RenderedPrompts, RenderError> {
    let renderer = &engine.prompts;
    let view = view::View::of(engine, coach, context)?;
    let mut rendered = Vec::with_capacity(renderer.forms.blocks.len());
    for form in &renderer.forms.blocks {
        let mut detail = FULL;
        let mut text = renderer.block(form, detail, &view)?;
        while detail > 0 && text.chars().count() > form.limit {
            detail -= 1;
            text = renderer.block(form, detail, &view)?;
        }
        rendered.push((form, detail, text));
    }
    let total = context.limit.unwrap_or(renderer.forms.total).min(renderer.forms.total);
    let size = |rendered: &[(&Form, u8, String)]| -> usize {
        rendered.iter().map(|(form, _, text)| text.chars().count() + form.title.chars().count() + 5).sum()
    };
    while size(&rendered) > total {
        let least = rendered.iter_mut().filter(|(_, detail, _)| *detail > 0).min_by_key(|(form, _, _)| form.keep);
        let Some((form, detail, text)) = least else { break };
        *detail -= 1;
        *text = renderer.block(form, *detail, &view)?;
    }
    rendered.retain(|(_, _, text)| !text.is_empty());
    let mut system_prompt = String::new();
    for (form, _, text) in &rendered {
        if !system_prompt.is_empty() {
            system_prompt.push_str("\n\n");
        }
        system_prompt.push_str("## ");
        system_prompt.push_str(&form.title);
        system_prompt.push('\n');
        system_prompt.push_str(text);
    }
    let blocks = rendered
        .into_iter()
        .map(|(form, _, text)| Block { id: form.id.clone(), text, from: form.from.clone() })
        .collect();
    Ok(RenderedPrompts { blocks, system_prompt })
}
