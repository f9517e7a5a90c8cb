//! Packed texts: what only this program reads, as small as it gets, because a request is paid by the kilobyte.
//!
//! One byte names the dictionary, the rest is raw deflate. A dictionary that was once used is never changed.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// What turns have in common, so that it is not stored in each of them.
static TURNS: &[u8] = include_bytes!("../../../assets/store/turns-1.txt");

/// The dictionary that texts are packed with.
const CURRENT: u8 = 1;

/// Packs a text.
pub(super) fn pack(text: &str) -> Option<Vec<u8>> {
    let mut deflate = Compress::new(Compression::best(), false);
    deflate.set_dictionary(dictionary(CURRENT)?).ok()?;
    // Text that cannot be compressed grows by five bytes for each block of it.
    let mut packed = Vec::with_capacity(text.len() + text.len() / 1000 + 64);
    packed.push(CURRENT);
    let status = deflate.compress_vec(text.as_bytes(), &mut packed, FlushCompress::Finish).ok()?;
    (status == Status::StreamEnd).then_some(packed)
}

/// Unpacks a text of at most `most` bytes; none where it is damaged or longer.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<String> {
    let (&version, packed) = packed.split_first()?;
    let mut inflate = Decompress::new(false);
    inflate.set_dictionary(dictionary(version)?).ok()?;
    let mut text = Vec::with_capacity((packed.len() * 8).min(most) + 64);
    loop {
        let before = inflate.total_in();
        let rest = packed.get(usize::try_from(before).ok()?..)?;
        match inflate.decompress_vec(rest, &mut text, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => break,
            Ok(_) if text.len() > most || (inflate.total_in() == before && text.len() < text.capacity()) => {
                return None;
            }
            Ok(_) => text.reserve(text.len() + 64),
            Err(_) => return None,
        }
    }
    if text.len() > most { None } else { String::from_utf8(text).ok() }
}

fn dictionary(version: u8) -> Option<&'static [u8]> {
    (version == 1).then_some(TURNS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(text in "\\PC{0,400}", times in 1_usize..200) {
            let text = text.repeat(times);
            let packed = pack(&text).unwrap();
            prop_assert_eq!(unpack(&packed, text.len()), Some(text.clone()));
            prop_assert!(text.is_empty() || unpack(&packed, text.len() - 1).is_none());
        }

        #[test]
        fn damage_is_noticed_or_harmless(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(&bytes, 10_000);
        }
    }

    #[test]
    fn noise_of_the_greatest_length_fits_beside_its_keys() {
        let mut state = 1_u64;
        let noise: String = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b'!' + u8::try_from((state >> 33) % 94).unwrap())
        })
        .take(380_000)
        .collect();
        assert!(pack(&noise).unwrap().len() < 381_000);
    }
}
