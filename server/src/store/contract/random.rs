//! Random operations on a store and on the model: every answer must be the same.

use coachwright_core::table::{
    Batch, Condition, DocumentWrite, Filter, Index, IndexKeys, Item, Key, Order, Query, SortRange, Write,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;
use tokio::runtime::Runtime;

use super::{item, key};
use crate::clock::{Clock as _, ManualClock};
use crate::store::{Store, StoreError};

/// One operation. Names are small numbers, so that operations meet.
#[derive(Debug, Clone)]
pub(crate) enum Operation {
    Apply(Vec<RandomWrite>, Vec<(u8, Option<Vec<u8>>)>),
    Get(u8, u8),
    GetMany(Vec<(u8, u8)>),
    /// Index, partition, range, filter, ascending, limit.
    Query(u8, u8, SortRange, Option<Filter>, bool, Option<u32>),
    Read(u8),
    List(u8),
    Advance(u8),
    /// Whatever the store does in the background.
    Chore,
}

/// Partition, sort key, what to put (none: delete), condition.
type RandomWrite = (u8, u8, Option<RandomItem>, Condition);

/// Version, ttl in seconds, index keys, whether it has an entity type, flag.
type RandomItem = (u64, Option<u8>, [Option<u8>; 4], bool, Option<bool>);

fn operation() -> impl Strategy<Value = Operation> {
    let condition = prop_oneof![
        8 => Just(Condition::None),
        2 => Just(Condition::Absent),
        1 => Just(Condition::Present),
        2 => (0_u64..4).prop_map(Condition::Version),
    ];
    // Often the same, so that an item is changed without moving in the indexes.
    let index = prop_oneof![
        1 => Just([Some(0), Some(0), Some(1), Some(1)]),
        1 => prop::array::uniform4(prop::option::weighted(0.8, 0_u8..2)),
    ];
    let put = (1_u64..4, prop::option::weighted(0.4, 0_u8..40), index, prop::bool::weighted(0.8));
    let put = (put, prop::option::of(any::<bool>()))
        .prop_map(|((version, ttl, index, typed), flag)| (version, ttl, index, typed, flag));
    let write = (0_u8..2, 0_u8..8, prop::option::weighted(0.9, put), condition);
    let document = (0_u8..4, prop::option::weighted(0.7, prop::collection::vec(any::<u8>(), 0..40)));
    let range = prop_oneof![
        4 => Just(SortRange::All),
        1 => sort_key().prop_map(SortRange::Equals),
        1 => "k?[0-9]?#?".prop_map(SortRange::BeginsWith),
        1 => (sort_key(), sort_key()).prop_map(|(first, last)| SortRange::Between(first, last)),
    ];
    let flag = || "attributes.flag".to_owned();
    let filter = prop_oneof![
        any::<bool>().prop_map(move |value| Filter::Equals(flag(), json!(value))),
        Just(Filter::NotNull("attributes.flag".to_owned())),
        Just(Filter::All(vec![
            Filter::Null("attributes.flag".to_owned()),
            Filter::Null("attributes.never".to_owned())
        ])),
    ];
    let page = prop::option::weighted(0.8, 1_u32..4);
    let query = (0_u8..4, 0_u8..2, range, prop::option::weighted(0.3, filter), any::<bool>(), page);
    prop_oneof![
        8 => (prop::collection::vec(write, 0..4), prop::collection::vec(document, 0..2))
            .prop_map(|(writes, documents)| Operation::Apply(writes, documents)),
        1 => (0_u8..2, 0_u8..8).prop_map(|(pk, sk)| Operation::Get(pk, sk)),
        1 => prop::collection::vec((0_u8..2, 0_u8..8), 0..5).prop_map(Operation::GetMany),
        6 => query.prop_map(|(a, b, c, d, e, f)| Operation::Query(a, b, c, d, e, f)),
        1 => (0_u8..4).prop_map(Operation::Read),
        1 => (0_u8..4).prop_map(Operation::List),
        1 => (1_u8..10).prop_map(Operation::Advance),
        1 => Just(Operation::Chore),
    ]
}

fn sort_key() -> impl Strategy<Value = String> {
    (0_u8..8).prop_map(|number| format!("k{number}#é"))
}

/// Runs `cases` sequences of random operations on `store` and `model`, which share the clock.
pub(crate) fn agree(
    runtime: &Runtime,
    cases: u32,
    store: &dyn Store,
    model: &dyn Store,
    clock: &ManualClock,
    chore: impl AsyncFn(),
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let round = std::cell::Cell::new(0_u32);
    let outcome = TestRunner::new(config).run(&prop::collection::vec(operation(), 1..60), |operations| {
        round.set(round.get() + 1);
        let names = Names(round.get());
        runtime.block_on(async {
            for operation in &operations {
                step(store, model, clock, &names, operation, &chore).await?;
            }
            Ok(())
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Names of one round, so that rounds do not meet.
struct Names(u32);

impl Names {
    fn key(&self, pk: u8, sk: u8) -> Key {
        key(&format!("user#{}-{pk}", self.0), &format!("k{sk}#é"))
    }

    fn path(&self, name: u8) -> String {
        format!("random/{}/{}/{name}.json", self.0, name / 2)
    }

    fn item(&self, key: Key, (version, ttl, index, typed, flag): RandomItem, now: i64) -> Item {
        let [gsi1pk, gsi1sk, gsi2pk, gsi2sk] = index;
        let partition = |number: Option<u8>| number.map(|number| format!("part#{}-{number}", self.0));
        let sort = |number: Option<u8>| number.map(|number| format!("k{number}#é"));
        Item {
            version,
            ttl: ttl.map(|seconds| now + i64::from(seconds)),
            entity_type: typed.then(|| format!("part#{}-0", self.0)),
            index: IndexKeys {
                gsi1pk: partition(gsi1pk),
                gsi1sk: sort(gsi1sk),
                gsi2pk: partition(gsi2pk),
                gsi2sk: sort(gsi2sk),
            },
            ..item(
                key,
                json!({"flag": flag, "isComplete": flag, "padding": "x".repeat(usize::from(ttl.unwrap_or(0)) * 60)}),
            )
        }
    }
}

async fn step(
    store: &dyn Store,
    model: &dyn Store,
    clock: &ManualClock,
    names: &Names,
    operation: &Operation,
    chore: &impl AsyncFn(),
) -> Result<(), TestCaseError> {
    match operation.clone() {
        Operation::Apply(writes, documents) => {
            let now = clock.now().as_second();
            let mut batch = Batch::new();
            for (pk, sk, put, condition) in writes {
                let key = names.key(pk, sk);
                batch.writes.push(match put {
                    Some(put) => Write::Put { item: Box::new(names.item(key, put, now)), condition },
                    None => Write::Delete { key, condition },
                });
            }
            for (name, body) in documents {
                let path = names.path(name);
                batch.documents.push(match body {
                    Some(body) => DocumentWrite::Put { path, body },
                    None => DocumentWrite::Delete { path },
                });
            }
            same(operation, &store.apply(batch.clone()).await, &model.apply(batch).await)?;
        }
        Operation::Get(pk, sk) => {
            let key = names.key(pk, sk);
            same(operation, &store.get(&key).await, &model.get(&key).await)?;
        }
        Operation::GetMany(wanted) => {
            let keys: Vec<Key> = wanted.into_iter().map(|(pk, sk)| names.key(pk, sk)).collect();
            same(operation, &store.get_many(&keys).await, &model.get_many(&keys).await)?;
        }
        Operation::Query(index, partition, range, filter, ascending, limit) => {
            let index = [Index::Primary, Index::Gsi1, Index::Gsi2, Index::EntityType][usize::from(index)];
            let partition = match index {
                Index::Primary => names.key(partition, 0).pk,
                _ => format!("part#{}-{partition}", names.0),
            };
            let order = if ascending { Order::Ascending } else { Order::Descending };
            let mut query = Query { filter, limit, ..Query::new(index, partition).range(range).order(order) };
            loop {
                let pages = (store.query(&query).await, model.query(&query).await);
                let next = pages.1.as_ref().ok().and_then(|page| page.next.clone());
                same(operation, &pages.0, &pages.1)?;
                match next {
                    None => break,
                    next => query = query.after(next),
                }
            }
        }
        Operation::Read(name) => {
            let path = names.path(name);
            same(operation, &store.read(&path).await, &model.read(&path).await)?;
        }
        Operation::List(name) => {
            let path = names.path(name);
            let prefix = path.rsplit_once('/').unwrap().0;
            same(operation, &store.list(prefix).await, &model.list(prefix).await)?;
        }
        Operation::Advance(seconds) => clock.advance(i64::from(seconds)),
        Operation::Chore => chore().await,
    }
    Ok(())
}

fn same<T: std::fmt::Debug + PartialEq>(
    operation: &Operation,
    store: &Result<T, StoreError>,
    model: &Result<T, StoreError>,
) -> Result<(), TestCaseError> {
    let same = match (store, model) {
        (Ok(store), Ok(model)) => store == model,
        (
            Err(StoreError::Conflict { write, stored }),
            Err(StoreError::Conflict { write: models_write, stored: models_stored }),
        ) => write == models_write && stored == models_stored,
        (Err(StoreError::Invalid(store)), Err(StoreError::Invalid(model))) => store == model,
        _ => false,
    };
    prop_assert!(same, "{:?}\nstore {:?}\nmodel {:?}", operation, store, model);
    Ok(())
}
