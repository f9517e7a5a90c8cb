//! Data only.
