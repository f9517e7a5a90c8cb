#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| coachwright_tests::hostile::level(text));
