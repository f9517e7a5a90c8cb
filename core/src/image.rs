//! The loaded engine as bytes.
//!
//! A browser does not read the data files: it loads an image of the tables that loading them makes. Images are written by
//! the build of the package and read by the same version of the engine; they are no format to keep.
//!
//! Reading never fails midway. What follows damage reads as zeros and empty lists, and the damage is told at the end
//! ([`Reader::finish`]): so reading a type is as little code as it has fields.

use std::collections::BTreeMap;

use crate::engine::LoadError;

/// What can stand in an image.
pub(crate) trait Image: Sized {
    /// Appends it.
    fn write(&self, out: &mut Vec<u8>);
    /// Takes it back.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// An image being read.
#[derive(Debug)]
pub(crate) struct Reader<'i> {
    rest: &'i [u8],
    damaged: bool,
}

impl<'i> Reader<'i> {
    pub(crate) fn new(image: &'i [u8]) -> Self {
        Self { rest: image, damaged: false }
    }

    /// The next bytes; none of them when there are too few.
    pub(crate) fn take(&mut self, length: usize) -> &'i [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(length) else {
            self.spoil();
            return &[];
        };
        self.rest = rest;
        taken
    }

    /// The image is damaged here: nothing more is taken from it.
    pub(crate) fn spoil(&mut self) {
        (self.rest, self.damaged) = (&[], true);
    }

    /// A number, seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self) -> u64 {
        // Most are small.
        if let [byte @ 0..0x80, rest @ ..] = self.rest {
            self.rest = rest;
            return u64::from(*byte);
        }
        self.long_number()
    }

    #[inline(never)]
    fn long_number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = *self.take(1) else { return 0 };
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        self.spoil();
        0
    }

    /// The length of a list, whose items take a byte or more each.
    pub(crate) fn length(&mut self) -> usize {
        let length = usize::read(self);
        self.bounded(length)
    }

    /// This length; nought where there are not so many bytes.
    pub(crate) fn bounded(&mut self, length: usize) -> usize {
        if length > self.rest.len() {
            self.spoil();
            return 0;
        }
        length
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        let length = self.length();
        let text = core::str::from_utf8(self.take(length));
        text.map(str::to_owned).unwrap_or_else(|_| {
            self.spoil();
            String::new()
        })
    }

    /// # Errors
    /// When the image was damaged, or is longer than what was read.
    pub(crate) fn finish(self) -> Result<(), LoadError> {
        if self.damaged || !self.rest.is_empty() {
            return Err(LoadError::new("image", "it is damaged, or of another version"));
        }
        Ok(())
    }
}

/// Appends a number, seven bits a byte, the lowest first.
pub(crate) fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

macro_rules! unsigned {
    ($($type:ty)*) => {
        $(impl Image for $type {
            fn write(&self, out: &mut Vec<u8>) {
                number(*self as u64, out);
            }

            fn read(from: &mut Reader<'_>) -> Self {
                from.number() as Self
            }
        })*
    };
}

unsigned!(u8 u16 u32 u64 usize);

impl Image for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        (((self << 1) ^ (self >> 31)) as u32).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let folded = u32::read(from);
        (folded >> 1) as i32 ^ -((folded & 1) as i32)
    }
}

impl Image for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.number() != 0
    }
}

/// The bits from the highest on: most numbers of the data are short then.
impl Image for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        number(self.to_bits().swap_bytes(), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::from_bits(from.number().swap_bytes())
    }
}

impl Image for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend_from_slice(self.as_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.text()
    }
}

impl<T: Image> Image for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Image> Image for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let length = from.length();
        let mut list = Self::with_capacity(length);
        for _ in 0..length {
            list.push(T::read(from));
        }
        list
    }
}

impl<T: Image, const N: usize> Image for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| T::read(from))
    }
}

impl<A: Image, B: Image> Image for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from))
    }
}

impl<A: Image, B: Image, C: Image> Image for (A, B, C) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
        self.2.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        (A::read(from), B::read(from), C::read(from))
    }
}

impl<K: Image + Ord, V: Image> Image for BTreeMap<K, V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|(key, value)| {
            key.write(out);
            value.write(out);
        });
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into_iter().collect()
    }
}

/// A type's fields in an image, in this order.
macro_rules! image {
    ($type:ty { $($field:ident),* $(,)? }) => {
        impl $crate::image::Image for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($crate::image::Image::write($field, out);)*
            }

            fn read(from: &mut $crate::image::Reader<'_>) -> Self {
                Self { $($field: $crate::image::Image::read(from)),* }
            }
        }
    };
}

/// Names without content in an image. A number that has none reads as the first.
macro_rules! image_names {
    ($type:ty { $first:ident $(, $name:ident)* $(,)? }) => {
        impl $type {
            /// All of them, as they stand in images.
            const NAMES: &'static [Self] = &[Self::$first $(, Self::$name)*];
        }

        impl $crate::image::Image for $type {
            fn write(&self, out: &mut Vec<u8>) {
                // Tells the compiler to ask for every name.
                match self {
                    Self::$first $(| Self::$name)* => {}
                }
                let place = Self::NAMES.iter().position(|name| name == self);
                $crate::image::Image::write(&place.unwrap_or(0), out);
            }

            fn read(from: &mut $crate::image::Reader<'_>) -> Self {
                let place: usize = $crate::image::Image::read(from);
                Self::NAMES.get(place).copied().unwrap_or(Self::$first)
            }
        }
    };
}

pub(crate) use {image, image_names};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type All = (Vec<(String, Option<f64>)>, (BTreeMap<u16, i32>, ([u64; 3], bool)));

    proptest! {
        #[test]
        fn what_was_written_is_read(all: All) {
            let mut image = Vec::new();
            all.write(&mut image);
            let mut reader = Reader::new(&image);
            let read = All::read(&mut reader);
            prop_assert!(reader.finish().is_ok());
            // NaN is no equal of itself.
            prop_assert_eq!(format!("{read:?}"), format!("{all:?}"));
        }

        #[test]
        fn damage_is_told(all: All, cut: prop::sample::Index) {
            let mut image = Vec::new();
            all.write(&mut image);
            image.truncate(cut.index(image.len()));
            let mut reader = Reader::new(&image);
            let _ = All::read(&mut reader);
            prop_assert!(reader.finish().is_err());
        }

        #[test]
        fn nothing_panics(image: Vec<u8>) {
            let mut reader = Reader::new(&image);
            let _ = All::read(&mut reader);
        }
    }
}
