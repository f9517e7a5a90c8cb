//! Writing JSON: the bytes that `serde_json` writes, with less code.
//!
//! Writing into memory cannot fail, and the type of its errors has no values: so the compiler leaves out the code that would
//! hand errors on from every field. Numbers are written by the standard library, whose tables are small.

use std::fmt::{self, Display, Write as _};

use serde::ser::{self, Serialize, Serializer};

/// A value as compact JSON, byte for byte as `serde_json` writes it.
#[must_use]
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = String::with_capacity(256);
    match value.serialize(Json { out: &mut out }) {
        Ok(()) => out,
        Err(never) => match never {},
    }
}

/// An error that never happens.
#[derive(Debug)]
enum Never {}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    /// Only a type that refuses to be written calls this, and none of the engine's does.
    fn custom<T: Display>(_: T) -> Self {
        std::process::abort()
    }
}

struct Json<'o> {
    out: &'o mut String,
}

impl Json<'_> {
    fn display(self, value: &dyn Display) -> Result<(), Never> {
        // A string takes everything.
        let _ = write!(self.out, "{value}");
        Ok(())
    }

    /// `{"name":`, for variants with content.
    fn open_variant(&mut self, name: &str) {
        self.out.push('{');
        text(name, self.out);
        self.out.push(':');
    }
}

/// A list or an object that is being written.
struct Parts<'o> {
    out: &'o mut String,
    /// What stands before the next part, unless it is the first.
    comma: bool,
    close: &'static str,
}

impl<'o> Parts<'o> {
    fn of(out: &'o mut String, open: char, close: &'static str) -> Self {
        out.push(open);
        Self { out, comma: false, close }
    }

    fn part(&mut self) -> Json<'_> {
        if std::mem::replace(&mut self.comma, true) {
            self.out.push(',');
        }
        Json { out: self.out }
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Never> {
        text(name, self.part().out);
        self.out.push(':');
        value.serialize(Json { out: self.out })
    }

    fn finish(self) -> Result<(), Never> {
        self.out.push_str(self.close);
        Ok(())
    }
}

/// A text in quotes.
fn text(value: &str, out: &mut String) {
    out.push('"');
    for letter in value.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            control @ '\0'..' ' => {
                out.push_str("\\u00");
                out.push(if u32::from(control) < 16 { '0' } else { '1' });
                out.extend(char::from_digit(u32::from(control) % 16, 16));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A number that is no whole number by its type; `null` for what JSON cannot say.
fn number(value: f64, out: &mut String) {
    let size = value.abs();
    if !value.is_finite() {
        out.push_str("null");
    } else if size == 0.0 || (1e-5..1e16).contains(&size) {
        let text = format!("{value}");
        out.push_str(&even(&text, || format!("{value:.40}")));
        if value.fract() == 0.0 {
            out.push_str(".0");
        }
    } else {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        out.push_str(&even(digits, || format!("{value:.40e}")));
        out.push_str(if size < 1.0 { "e" } else { "e+" });
        out.push_str(exponent);
    }
}

/// The shortest digits of a number. Where it stands halfway between two that are equally short, the standard library takes the
/// greater ones; here, as in `serde_json`, those with an even end.
fn even(shortest: &str, exact: impl Fn() -> String) -> String {
    let mut digits = shortest.to_owned();
    // Fewer digits never stand halfway.
    if shortest.len() > 15
        && let Some(odd @ ('1' | '3' | '5' | '7' | '9')) = digits.pop()
    {
        let half = format!("{digits}{}5", char::from(odd as u8 - 1));
        let exact = exact();
        let behind = exact.strip_prefix(&half).and_then(|behind| behind.split('e').next());
        if behind.is_some_and(|behind| behind.bytes().all(|digit| digit == b'0')) {
            digits.push(char::from(odd as u8 - 1));
            return digits;
        }
    }
    shortest.to_owned()
}

macro_rules! whole {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Never> {
            self.display(&value)
        })*
    };
}

impl<'o> Serializer for Json<'o> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Parts<'o>;
    type SerializeTuple = Parts<'o>;
    type SerializeTupleStruct = Parts<'o>;
    type SerializeTupleVariant = Parts<'o>;
    type SerializeMap = Parts<'o>;
    type SerializeStruct = Parts<'o>;
    type SerializeStructVariant = Parts<'o>;

    whole!(serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64);
    whole!(serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64);

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        number(value, self.out);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        text(value.encode_utf8(&mut [0; 4]), self.out);
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        text(value, self.out);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Never> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.open_variant(name);
        value.serialize(Json { out: self.out })?;
        self.out.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'o>, Never> {
        Ok(Parts::of(self.out, '[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'o>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'o>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Parts<'o>, Never> {
        self.open_variant(name);
        Ok(Parts::of(self.out, '[', "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'o>, Never> {
        Ok(Parts::of(self.out, '{', "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'o>, Never> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        name: &'static str,
        _: usize,
    ) -> Result<Parts<'o>, Never> {
        self.open_variant(name);
        Ok(Parts::of(self.out, '{', "}}"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Never> {
        text(&value.to_string(), self.out);
        Ok(())
    }
}

macro_rules! list {
    ($($kind:ident $method:ident),*) => {
        $(impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = Never;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                value.serialize(self.part())
            }

            fn end(self) -> Result<(), Never> {
                self.finish()
            }
        })*
    };
}

list!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! object {
    ($($kind:ident),*) => {
        $(impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = Never;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Never> {
                self.finish()
            }
        })*
    };
}

object!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        let start = self.part().out.len();
        key.serialize(Json { out: self.out })?;
        // Keys are texts: a number goes into quotes.
        if !self.out.get(start..).is_some_and(|key| key.starts_with('"')) {
            self.out.insert(start, '"');
            self.out.push('"');
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.out.push(':');
        value.serialize(Json { out: self.out })
    }

    fn end(self) -> Result<(), Never> {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;

    #[derive(Debug, Serialize)]
    enum Shape {
        Unit,
        Newtype(Box<Shape>),
        Tuple(i8, Option<bool>),
        Struct { text: String, letter: char },
    }

    type All = (Vec<(f64, u64, i64)>, BTreeMap<u8, String>, BTreeMap<String, Option<f64>>, f64, String, char);

    proptest! {
        /// `serde_json` is the judge.
        #[test]
        fn the_bytes_are_those_of_serde_json(all: All, tuple: (i8, Option<bool>), sixteenths: i32) {
            prop_assert_eq!(write(&all), serde_json::to_string(&all).unwrap());
            let text = all.4;
            let shapes = [
                Shape::Unit,
                Shape::Newtype(Box::new(Shape::Newtype(Box::new(Shape::Unit)))),
                Shape::Tuple(tuple.0, tuple.1),
                Shape::Struct { text, letter: all.5 },
            ];
            prop_assert_eq!(write(&shapes), serde_json::to_string(&shapes).unwrap());
            let number = f64::from(sixteenths) / 16.0;
            prop_assert_eq!(write(&number), serde_json::to_string(&number).unwrap());
        }

        /// Halfway between two shortest texts there are more numbers with few bits behind the point.
        #[test]
        fn numbers_are_written_as_by_serde_json(whole: i64, bits in 0_i32..64) {
            let number = whole as f64 * 2.0_f64.powi(-bits);
            prop_assert_eq!(write(&number), serde_json::to_string(&number).unwrap());
        }
    }

    #[test]
    fn numbers_change_their_form_where_those_of_serde_json_do() {
        let numbers = [
            0.0,
            -0.0,
            1.0,
            0.1,
            1e-5,
            9.99e-6,
            1e15,
            1e16,
            123e20,
            9_007_199_254_740_993.0,
            f64::NAN,
            f64::MAX,
            5e-324,
        ];
        assert_eq!(write(&numbers), serde_json::to_string(&numbers).unwrap());
        let controls: String = ('\0'..'\u{a0}').collect();
        assert_eq!(write(&controls), serde_json::to_string(&controls).unwrap());
    }
}
