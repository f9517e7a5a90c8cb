//! The stored entities, serialising to exactly the JSON of the schema document.
