//! Reading items: always the newest, also through an index.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use aws_sdk_dynamodb::types::KeysAndAttributes;
use coachwright_core::table::{Cursor, Index, Item, Key, Order, Query};
use futures_util::future::try_join_all;

use super::codec::{self, Map};
use super::connect::failed;
use super::expression::{self, Expression};
use super::{AwsStore, pending};
use crate::store::{Page, StoreError};

/// Keys of one request.
const KEYS: usize = 100;

/// Rounds in which keys that were left unprocessed are asked for again.
const ROUNDS: u32 = 8;

/// Items that are looked at for each one that a filter is expected to let through.
const FILTERED: u32 = 4;

impl AwsStore {
    pub(super) async fn read_item(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let request = self.clients.dynamo.get_item().table_name(&self.place.table);
        let found = request.set_key(Some(codec::key(key))).consistent_read(true).send().await.map_err(failed)?;
        let item = found.item.map(codec::decode).transpose()?;
        Ok(item.filter(|item| !item.expired(self.now())))
    }

    pub(super) async fn read_items(&self, keys: &[Key]) -> Result<Vec<Option<Item>>, StoreError> {
        let mut seen = HashSet::new();
        let once: Vec<&Key> = keys.iter().filter(|key| seen.insert(*key)).collect();
        let chunks = try_join_all(once.chunks(KEYS).map(|chunk| self.read_chunk(chunk))).await?;
        let now = self.now();
        let live = chunks.into_iter().flatten().filter(|item| !item.expired(now));
        let found: HashMap<Key, Item> = live.map(|item| (item.key.clone(), item)).collect();
        Ok(keys.iter().map(|key| found.get(key).cloned()).collect())
    }

    async fn read_chunk(&self, keys: &[&Key]) -> Result<Vec<Item>, StoreError> {
        let table = &self.place.table;
        let mut wanted: Vec<Map> = keys.iter().map(|key| codec::key(key)).collect();
        let mut items = Vec::with_capacity(keys.len());
        for round in 0..ROUNDS {
            let keys = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true).build();
            let keys = keys.map_err(|error| StoreError::Invalid(error.to_string()))?;
            let answer = self.clients.dynamo.batch_get_item().request_items(table, keys).send().await;
            let answer = answer.map_err(failed)?;
            for map in answer.responses.into_iter().flatten().flat_map(|(_, maps)| maps) {
                items.push(codec::decode(map)?);
            }
            wanted = answer.unprocessed_keys.into_iter().flatten().flat_map(|(_, left)| left.keys).collect();
            if wanted.is_empty() {
                return Ok(items);
            }
            pause(round).await;
        }
        Err(StoreError::Unavailable(anyhow::anyhow!("the table is throttled: some keys were left unread")))
    }

    pub(super) async fn read_page(&self, query: &Query) -> Result<Page, StoreError> {
        query.check()?;
        let Some(mut range) = Expression::range(query) else { return Ok(Page::default()) };
        let filter = query.filter.as_ref().filter(|_| query.index == Index::Primary);
        let filter = filter.and_then(|filter| range.filter(filter));
        let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
        // One more than asked for tells whether there is a next page.
        let most = query.limit.map(|limit| {
            let looked_at = limit.saturating_add(1);
            let looked_at = if query.filter.is_some() { looked_at.saturating_mul(FILTERED) } else { looked_at };
            i32::try_from(looked_at).unwrap_or(i32::MAX)
        });
        let mut start = query.after.as_ref().map(|cursor| position(query, cursor));
        let mut items = Vec::new();
        loop {
            let request = self.clients.dynamo.query().table_name(&self.place.table);
            let request = request
                .set_index_name(expression::index(query.index).map(str::to_owned))
                .consistent_read(query.index == Index::Primary)
                .key_condition_expression(&range.text)
                .set_filter_expression(filter.clone())
                .set_expression_attribute_names(Some(range.names.clone()))
                .set_expression_attribute_values(Some(range.values.clone()))
                .scan_index_forward(query.order == Order::Ascending)
                .set_limit(most)
                .set_exclusive_start_key(start);
            let answer = request.send().await.map_err(failed)?;
            let found = answer.items.unwrap_or_default();
            let found = match query.index {
                Index::Primary => found.into_iter().map(codec::decode).collect::<Result<Vec<_>, _>>()?,
                _ => self.behind(query, &found).await?,
            };
            let now = self.now();
            let holds = |item: &Item| query.filter.as_ref().is_none_or(|filter| filter.holds(&item.attributes));
            items.extend(found.into_iter().filter(|item| !item.expired(now) && holds(item)));
            start = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if items.len() > limit || start.is_none() {
                break;
            }
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).and_then(|last| Cursor::of(query.index, last));
        Ok(Page { items, next })
    }

    /// The items that entries of an index point to, where the table still agrees with the entry.
    async fn behind(&self, query: &Query, entries: &[Map]) -> Result<Vec<Item>, StoreError> {
        let keys: Vec<Key> = entries.iter().filter_map(codec::key_of).collect();
        let items = self.read_items(&keys).await?.into_iter().flatten();
        let agrees = |item: &Item| {
            let keys = query.index.keys(item);
            keys.is_some_and(|(partition, sort)| partition == query.partition && query.range.contains(sort))
        };
        Ok(items.filter(agrees).collect())
    }

    pub(super) async fn read_all(&self, after: Option<&Cursor>, limit: u32) -> Result<Page, StoreError> {
        let (now, most) = (self.now(), limit as usize);
        let mut start = after.map(|cursor| codec::key(&cursor.key));
        let mut items = Vec::new();
        loop {
            let left = most.saturating_sub(items.len());
            if left == 0 {
                let next = items.last().and_then(|last| Cursor::of(Index::Primary, last));
                return Ok(Page { items, next });
            }
            let request = self.clients.dynamo.scan().table_name(&self.place.table).consistent_read(true);
            let request = request.limit(i32::try_from(left).unwrap_or(i32::MAX)).set_exclusive_start_key(start);
            let answer = request.send().await.map_err(failed)?;
            for map in answer.items.unwrap_or_default() {
                if pending::is_pending(&map) {
                    continue;
                }
                let item = codec::decode(map)?;
                if !item.expired(now) {
                    items.push(item);
                }
            }
            start = answer.last_evaluated_key.filter(|key| !key.is_empty());
            if start.is_none() {
                return Ok(Page { items, next: None });
            }
        }
    }
}

/// Where a query goes on.
fn position(query: &Query, cursor: &Cursor) -> Map {
    let mut map = codec::key(&cursor.key);
    if query.index != Index::Primary {
        let (partition, sort) = expression::keys(query.index);
        for (name, value) in [(partition, &query.partition), (sort, &cursor.sort)] {
            map.insert(name.to_owned(), aws_sdk_dynamodb::types::AttributeValue::S(value.clone()));
        }
    }
    map
}

/// Waits before what was left unprocessed is tried again: longer each time, and not all callers equally long.
pub(super) async fn pause(round: u32) {
    let most = (20_u64 << round.min(5)).min(500);
    let share = u64::from(getrandom::u32().unwrap_or_default()) % (most / 2 + 1);
    tokio::time::sleep(Duration::from_millis(most / 2 + share)).await;
}
