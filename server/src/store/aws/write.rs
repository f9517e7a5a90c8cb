//! Writing: documents first, then items, so that no item names a document that is not there.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, Put, ReturnValuesOnConditionCheckFailure as Returned, TransactWriteItem,
};
use coachwright_core::table::{Batch, Condition, DocumentWrite, Item, Key, Write};

use super::AwsStore;
use super::codec::{self, Map};
use super::connect::failed;
use super::documents::Packed;
use super::expression::Expression;
use super::read::pause;
use crate::store::StoreError;

/// How often a write is tried again that met another transaction on one of its items.
const MEETINGS: u32 = 10;

/// A write as the table takes it.
struct Prepared {
    key: Key,
    /// What to put; none to delete.
    map: Option<Map>,
    condition: Option<Expression>,
}

impl AwsStore {
    pub(super) async fn write(&self, batch: Batch) -> Result<(), StoreError> {
        batch.check()?;
        let now = self.now();
        let mut writes = Vec::with_capacity(batch.writes.len());
        for write in &batch.writes {
            let map = match write {
                Write::Put { item, .. } => Some(codec::encode(item)?),
                Write::Delete { .. } => None,
            };
            let condition = Expression::condition(write.condition(), now);
            writes.push(Prepared { key: write.key().clone(), map, condition });
        }
        let (mut documents, mut gone) = (Vec::new(), Vec::new());
        for document in batch.documents {
            match document {
                DocumentWrite::Put { path, body } => documents.push(Packed::new(path, &body)?),
                DocumentWrite::Delete { path } => gone.push(path),
            }
        }
        if documents.is_empty() {
            self.write_items(writes).await?;
        } else {
            // A stale writer is told so before it touches a document.
            self.check(&batch.writes).await?;
            let put = self.put_documents(&documents).await?;
            if !put.pending.is_empty() && writes.len() + put.pending.len() > Batch::MAX_WRITES {
                return Err(StoreError::Unavailable(anyhow::anyhow!("there is no room to keep documents for later")));
            }
            for map in put.pending {
                let key = codec::key_of(&map).unwrap_or(Key { pk: String::new(), sk: String::new() });
                writes.push(Prepared { key, map: Some(map), condition: None });
            }
            if let Err(error) = self.write_items(writes).await {
                if matches!(error, StoreError::Conflict { .. }) {
                    self.take_back(&put.delivered).await;
                }
                return Err(error);
            }
            for (path, _) in put.delivered {
                self.forget_pending(&path).await?;
            }
        }
        self.delete_documents(&gone).await
    }

    /// Checks conditions before anything is written; the write itself checks them again.
    async fn check(&self, writes: &[Write]) -> Result<(), StoreError> {
        if writes.iter().all(|write| write.condition() == Condition::None) {
            return Ok(());
        }
        let keys: Vec<Key> = writes.iter().map(|write| write.key().clone()).collect();
        for (index, (write, stored)) in writes.iter().zip(self.read_items(&keys).await?).enumerate() {
            if !write.condition().holds(stored.as_ref().map(|item| item.version)) {
                return Err(StoreError::Conflict { write: index, stored: stored.map(Box::new) });
            }
        }
        Ok(())
    }

    async fn write_items(&self, mut writes: Vec<Prepared>) -> Result<(), StoreError> {
        match writes.len() {
            0 => Ok(()),
            1 => match writes.pop() {
                Some(Prepared { map: Some(map), condition, .. }) => self.put(map, condition).await,
                Some(Prepared { key, condition, .. }) => self.delete(&key, condition).await,
                None => Ok(()),
            },
            _ => self.transact(writes).await,
        }
    }

    async fn put(&self, map: Map, condition: Option<Expression>) -> Result<(), StoreError> {
        let condition = condition.unwrap_or_default();
        for round in 0..MEETINGS {
            let attempts = Attempts::default();
            let request = self.clients.dynamo.put_item().table_name(&self.place.table).set_item(Some(map.clone()));
            let answer = request
                .set_condition_expression(some(&condition.text))
                .set_expression_attribute_names(names(&condition))
                .set_expression_attribute_values(values(&condition))
                .return_values_on_condition_check_failure(Returned::AllOld)
                .customize()
                .interceptor(attempts.clone())
                .send()
                .await;
            match answer {
                Ok(_) => return Ok(()),
                Err(error) if is_meeting(&error) => pause(round).await,
                Err(SdkError::ServiceError(error)) => match error.into_err() {
                    PutItemError::ConditionalCheckFailedException(refused) => {
                        // The answer to an earlier attempt was lost: what stands in the way is what it wrote.
                        if attempts.repeated() && refused.item.as_ref() == Some(&map) {
                            return Ok(());
                        }
                        return Err(self.conflict(0, refused.item)?);
                    }
                    other => return Err(service(other)),
                },
                Err(error) => return Err(failed(error)),
            }
        }
        Err(busy())
    }

    async fn delete(&self, key: &Key, condition: Option<Expression>) -> Result<(), StoreError> {
        let condition = condition.unwrap_or_default();
        for round in 0..MEETINGS {
            let attempts = Attempts::default();
            let request = self.clients.dynamo.delete_item().table_name(&self.place.table);
            let answer = request
                .set_key(Some(codec::key(key)))
                .set_condition_expression(some(&condition.text))
                .set_expression_attribute_names(names(&condition))
                .set_expression_attribute_values(values(&condition))
                .return_values_on_condition_check_failure(Returned::AllOld)
                .customize()
                .interceptor(attempts.clone())
                .send()
                .await;
            match answer {
                Ok(_) => return Ok(()),
                Err(error) if is_meeting(&error) => pause(round).await,
                Err(SdkError::ServiceError(error)) => match error.into_err() {
                    DeleteItemError::ConditionalCheckFailedException(refused) => {
                        if attempts.repeated() && refused.item.is_none() {
                            return Ok(());
                        }
                        return Err(self.conflict(0, refused.item)?);
                    }
                    other => return Err(service(other)),
                },
                Err(error) => return Err(failed(error)),
            }
        }
        Err(busy())
    }

    /// All of these or none. The SDK's token makes a repeated attempt the same transaction.
    async fn transact(&self, writes: Vec<Prepared>) -> Result<(), StoreError> {
        let items = writes.into_iter().map(|write| self.part(write)).collect::<Result<Vec<_>, _>>()?;
        for round in 0..MEETINGS {
            let request = self.clients.dynamo.transact_write_items().set_transact_items(Some(items.clone()));
            match request.send().await {
                Ok(_) => return Ok(()),
                Err(SdkError::ServiceError(error)) => match error.into_err() {
                    TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                        self.cancelled(cancelled.cancellation_reasons.unwrap_or_default())?;
                        pause(round).await;
                    }
                    TransactWriteItemsError::TransactionInProgressException(_) => pause(round).await,
                    other => return Err(service(other)),
                },
                Err(error) => return Err(failed(error)),
            }
        }
        Err(busy())
    }

    fn part(&self, Prepared { key, map, condition }: Prepared) -> Result<TransactWriteItem, StoreError> {
        let condition = condition.unwrap_or_default();
        let built = if let Some(map) = map {
            let put = Put::builder()
                .table_name(&self.place.table)
                .set_item(Some(map))
                .set_condition_expression(some(&condition.text))
                .set_expression_attribute_names(names(&condition))
                .set_expression_attribute_values(values(&condition))
                .return_values_on_condition_check_failure(Returned::AllOld);
            put.build().map(|put| TransactWriteItem::builder().put(put).build())
        } else {
            let delete = Delete::builder()
                .table_name(&self.place.table)
                .set_key(Some(codec::key(&key)))
                .set_condition_expression(some(&condition.text))
                .set_expression_attribute_names(names(&condition))
                .set_expression_attribute_values(values(&condition))
                .return_values_on_condition_check_failure(Returned::AllOld);
            delete.build().map(|delete| TransactWriteItem::builder().delete(delete).build())
        };
        built.map_err(|error| StoreError::Invalid(error.to_string()))
    }

    /// Why a transaction was cancelled; `Ok` where it may be tried again.
    fn cancelled(&self, reasons: Vec<CancellationReason>) -> Result<(), StoreError> {
        let is = |reason: &CancellationReason, code: &str| reason.code.as_deref() == Some(code);
        if let Some(wrong) = reasons.iter().find(|reason| is(reason, "ValidationError")) {
            let message = wrong.message.clone().unwrap_or_default();
            return Err(StoreError::Invalid(format!("the table refuses it: {message}")));
        }
        let refused = reasons.into_iter().enumerate().find(|(_, reason)| is(reason, "ConditionalCheckFailed"));
        match refused {
            Some((index, reason)) => Err(self.conflict(index, reason.item)?),
            None => Ok(()),
        }
    }

    /// A refusal, with what is stored unless it has expired.
    fn conflict(&self, write: usize, stored: Option<Map>) -> Result<StoreError, StoreError> {
        let stored = stored.filter(|map| !map.is_empty()).map(codec::decode).transpose()?;
        let stored: Option<Item> = stored.filter(|item| !item.expired(self.now()));
        Ok(StoreError::Conflict { write, stored: stored.map(Box::new) })
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn names(expression: &Expression) -> Option<std::collections::HashMap<String, String>> {
    (!expression.names.is_empty()).then(|| expression.names.clone())
}

fn values(expression: &Expression) -> Option<Map> {
    (!expression.values.is_empty()).then(|| expression.values.clone())
}

fn service<E>(error: E) -> StoreError
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    failed::<E, ()>(SdkError::service_error(error, ()))
}

/// Whether a write met a transaction on its item; the SDK does not try that again.
fn is_meeting<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some("TransactionConflictException")
}

fn busy() -> StoreError {
    StoreError::Unavailable(anyhow::anyhow!("too many writers at once on the same items"))
}

/// Counts the attempts at a request.
#[derive(Debug, Clone, Default)]
struct Attempts(Arc<AtomicU32>);

impl Attempts {
    fn repeated(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 1
    }
}

impl Intercept for Attempts {
    fn name(&self) -> &'static str {
        "Attempts"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
