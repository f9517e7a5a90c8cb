//! The one kind of error that JavaScript sees. Its codes are the `ErrorCode` of `npm/src/error.ts`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./error.js")]
extern "C" {
    /// An `Error` with a stable code and a message that says what to do next.
    #[derive(Debug)]
    pub type CoachwrightError;

    #[wasm_bindgen(constructor)]
    fn new(code: &str, message: &str) -> CoachwrightError;
}

/// A request that is not of the shape that the types describe.
pub(crate) fn invalid_request(error: impl Into<String>) -> CoachwrightError {
    CoachwrightError::new("invalidRequest", &error.into())
}

/// A call that makes no sense now.
pub(crate) fn not_possible(error: &dyn std::fmt::Display) -> CoachwrightError {
    CoachwrightError::new("notPossible", &error.to_string())
}

/// The package's own data does not load.
pub(crate) fn broken_data(error: &dyn std::fmt::Display) -> CoachwrightError {
    CoachwrightError::new("brokenData", &format!("{error}; install the package again"))
}
