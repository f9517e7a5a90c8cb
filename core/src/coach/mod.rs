//! From collected facts to a coach: configuration, persona, methodology and prompts.
