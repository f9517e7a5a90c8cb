//! The coach creator: questions, moves, events, the fold, progress and recap.
