//! Documents that wait in the table for a bucket that did not answer.
//!
//! Such an item is written in the same transaction as the items that name the document, so a stopped bucket loses nothing and
//! refuses nothing; the first chore that reaches the bucket again puts the document where it belongs.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use coachwright_core::table::Key;

use super::AwsStore;
use super::codec::{self, Map};
use super::connect::failed;
use super::documents::Packed;
use crate::store::StoreError;

/// The partition of GSI-2 that lists them, and the beginning of their own partition keys.
const PENDING: &str = "pendingDocument";

/// The longest document that waits in the table, packed.
const MOST: usize = 390_000;

/// Documents that one call of [`AwsStore::deliver_pending`] moves at most.
const DELIVERED: i32 = 100;

/// The item that keeps a document; none where it is too long for one.
pub(super) fn item(document: &Packed) -> Option<Map> {
    if document.gzip.len() > MOST {
        return None;
    }
    let mut map = codec::key(&key(&document.path));
    let text = |text: &str| AttributeValue::S(text.to_owned());
    map.insert("gsi2pk".to_owned(), text(PENDING));
    map.insert("gsi2sk".to_owned(), text(&document.path));
    map.insert("sha256".to_owned(), text(&document.sha256));
    map.insert("gzip".to_owned(), AttributeValue::B(Blob::new(document.gzip.clone())));
    Some(map)
}

/// Whether an item of the table is such a one, and none of the product's.
pub(super) fn is_pending(map: &Map) -> bool {
    matches!(map.get("pk"), Some(AttributeValue::S(pk)) if pk.starts_with("pendingDocument#"))
}

fn key(path: &str) -> Key {
    Key { pk: format!("{PENDING}#{path}"), sk: "document".to_owned() }
}

fn document(mut map: Map) -> Option<Packed> {
    match (map.remove("gsi2sk"), map.remove("sha256"), map.remove("gzip")) {
        (Some(AttributeValue::S(path)), Some(AttributeValue::S(sha256)), Some(AttributeValue::B(gzip))) => {
            Some(Packed { path, sha256, gzip: gzip.into_inner() })
        }
        _ => None,
    }
}

impl AwsStore {
    /// The document of this path that waits for the bucket.
    pub(super) async fn pending(&self, path: &str) -> Result<Option<Packed>, StoreError> {
        let request = self.clients.dynamo.get_item().table_name(&self.place.table).consistent_read(true);
        let found = request.set_key(Some(codec::key(&key(path)))).send().await.map_err(failed)?;
        Ok(found.item.and_then(document))
    }

    /// The paths of documents that wait and begin so.
    pub(super) async fn pending_paths(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let request = self.clients.dynamo.query().table_name(&self.place.table).index_name("gsi2");
        let request = request.expression_attribute_values(":p", AttributeValue::S(PENDING.to_owned()));
        let request = if prefix.is_empty() {
            request.key_condition_expression("gsi2pk = :p")
        } else {
            request
                .key_condition_expression("gsi2pk = :p AND begins_with(gsi2sk, :q)")
                .expression_attribute_values(":q", AttributeValue::S(prefix.to_owned()))
        };
        let mut pages = request.into_paginator().send();
        let mut paths = Vec::new();
        while let Some(page) = pages.next().await {
            for map in page.map_err(failed)?.items.unwrap_or_default() {
                if let Some(AttributeValue::S(path)) = map.get("gsi2sk") {
                    paths.push(path.clone());
                }
            }
        }
        Ok(paths)
    }

    /// Moves documents that wait into the bucket and gives their number.
    ///
    /// # Errors
    /// When the table or the bucket still does not answer; what was not moved goes on waiting.
    pub(super) async fn deliver_pending(&self) -> Result<usize, StoreError> {
        let request = self.clients.dynamo.query().table_name(&self.place.table).index_name("gsi2");
        let request = request.key_condition_expression("gsi2pk = :p").limit(DELIVERED);
        let request = request.expression_attribute_values(":p", AttributeValue::S(PENDING.to_owned()));
        let mut delivered = 0;
        for map in request.send().await.map_err(failed)?.items.unwrap_or_default() {
            let Some(AttributeValue::S(path)) = map.get("gsi2sk") else { continue };
            let Some(waiting) = self.pending(path).await? else { continue };
            let version = self.put_object(&waiting).await?;
            if self.forget(&waiting).await? {
                delivered += 1;
            } else {
                // It was replaced meanwhile: the newer one is there, or has its own turn.
                self.take_back(&[(waiting.path, version)]).await;
            }
        }
        Ok(delivered)
    }

    /// Removes a document that waited, unless another one waits in its place by now.
    async fn forget(&self, document: &Packed) -> Result<bool, StoreError> {
        let request = self.clients.dynamo.delete_item().table_name(&self.place.table);
        let request = request.set_key(Some(codec::key(&key(&document.path)))).condition_expression("sha256 = :s");
        let request = request.expression_attribute_values(":s", AttributeValue::S(document.sha256.clone()));
        match request.send().await {
            Ok(_) => Ok(true),
            Err(error) if error.as_service_error().is_some_and(|e| e.is_conditional_check_failed_exception()) => {
                Ok(false)
            }
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes whatever waits under this path.
    pub(super) async fn forget_pending(&self, path: &str) -> Result<(), StoreError> {
        match self.pending(path).await? {
            Some(waiting) => self.forget(&waiting).await.map(drop),
            None => Ok(()),
        }
    }
}
