//! The one kind of error that JavaScript sees.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./error.js")]
extern "C" {
    /// An `Error` with a stable code and a message that says what to do next.
    #[derive(Debug)]
    pub type CoachwrightError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str) -> CoachwrightError;
}

/// The package's own data does not load.
pub(crate) fn broken_data(error: &dyn std::fmt::Display) -> CoachwrightError {
    CoachwrightError::new("brokenData", &format!("{error}; install the package again"))
}
