//! Pages of lists.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use coachwright_core::table::{Cursor, Index, Item, Key, Query};
use schemars::JsonSchema;
use serde::Serialize;

use super::item::public;
use super::{Service, ServiceError};

/// The page that a caller asks for.
#[derive(Debug, Clone, Default)]
pub struct Paging {
    /// At most so many items.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ListOf{T}")]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where the next page begins; none after the last one.
    pub next_cursor: Option<String>,
}

impl Service {
    /// One page of a query.
    ///
    /// # Errors
    /// When the limit or the cursor cannot be used.
    pub(super) async fn page(&self, query: Query, paging: &Paging) -> Result<Listed<Item>, ServiceError> {
        let most = self.settings.limits.page_items_max;
        let limit = paging.limit.unwrap_or(self.settings.limits.page_items);
        if !(1..=most).contains(&limit) {
            return Err(ServiceError::parameter("limit", format!("ask for 1 to {most} items")));
        }
        let foreign =
            || ServiceError::parameter("cursor", "use the `nextCursor` of the page before, with the same filters");
        let after = match &paging.cursor {
            None => None,
            Some(cursor) => {
                let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
                Some(match query.index {
                    // The partition is the query's own, which keeps cursors short and free of the person's id.
                    Index::Primary => {
                        let sk = String::from_utf8(bytes).map_err(|_| foreign())?;
                        Cursor { key: Key { pk: query.partition.clone(), sk: sk.clone() }, sort: sk }
                    }
                    _ => serde_json::from_slice(&bytes).map_err(|_| foreign())?,
                })
            }
        };
        let query = query.limit(limit).after(after);
        query.check().map_err(|_| foreign())?;
        let page = self.store.query(&query).await?;
        let next = page.next.map(|cursor| match query.index {
            Index::Primary => Ok(cursor.key.sk.into_bytes()),
            _ => serde_json::to_vec(&cursor),
        });
        Ok(Listed {
            items: page.items.into_iter().map(public).collect(),
            next_cursor: next.transpose()?.map(|cursor| URL_SAFE_NO_PAD.encode(cursor)),
        })
    }
}
