//! One sort for lists of every kind: the standard library's is compiled anew for each type, four kilobytes a time.

/// Sorts by a number; what has the same number stays in its order.
pub(crate) fn sort_by_number<T>(list: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    let mut places: Vec<(u64, usize)> = list.iter().map(number).zip(0..).collect();
    if places.is_sorted() {
        return;
    }
    places.sort_unstable();
    let mut items: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(places.into_iter().filter_map(|(_, place)| items.get_mut(place)?.take()));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut list: Vec<(u8, u16)>) {
            let mut expected = list.clone();
            expected.sort_by_key(|(number, _)| *number);
            sort_by_number(&mut list, |(number, _)| u64::from(*number));
            prop_assert_eq!(list, expected);
        }
    }
}
